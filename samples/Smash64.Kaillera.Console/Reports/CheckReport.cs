using System.Text.Json.Serialization;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>check</c>, by whichever way it was found out. Unknown values are <c>null</c>, never absent.</summary>
internal sealed record CheckReport
{
    /// <summary>Gets a report that says nothing: who writes it first writes the real one faster.</summary>
    public static CheckReport Empty { get; } =
        new()
        {
            Reachable = false,
            Status = "",
            Port = 0,
            ElapsedMs = 0,
            Reason = "",
        };

    public string Command { get; } = "check";

    public required bool Reachable { get; init; }

    public required string Status { get; init; }

    /// <summary>Gets the service that was asked, or <see langword="null"/> where this machine asked the host itself.</summary>
    public string? Via { get; init; }

    public string? Mode { get; init; }

    public string? Host { get; init; }

    /// <summary>Gets the name that was typed and led to the address, or <see langword="null"/>.</summary>
    public string? Name { get; init; }

    public required int Port { get; init; }

    public string? Scope { get; init; }

    public string? User { get; init; }

    public string? Game { get; init; }

    public double? RoundTripMs { get; init; }

    public required double ElapsedMs { get; init; }

    public int? DatagramsSent { get; init; }

    public int? DatagramsReceived { get; init; }

    public bool? KailleraServer { get; init; }

    /// <summary>Gets whether the host heard all of the greeting, or <see langword="null"/> without a greeting.</summary>
    public bool? GreetingDelivered { get; init; }

    public required string Reason { get; init; }

    public string? Warning { get; init; }

    public int ExitCode => Console.ExitCode.From(Reachable);

    /// <summary>Gets the answer in one line, for a person.</summary>
    [JsonIgnore]
    public string Headline { get; private init; } = string.Empty;

    public static CheckReport From(P2PProbeResult result, P2PProbeOptions options, HostText? typed = null) =>
        new()
        {
            Reachable = result.IsReachable,
            Status = Words.ToWord(result.Status),
            Mode = Words.ToWord(options.Mode),
            Host = result.EndPoint.Address.ToString(),
            Name = typed?.Name,
            Port = result.EndPoint.Port,
            Scope = Words.ToWord(result.Scope),
            User = result.HostName,
            Game = result.Game,
            RoundTripMs = Words.ToMilliseconds(result.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(result.Elapsed),
            DatagramsSent = result.DatagramsSent,
            DatagramsReceived = result.DatagramsReceived,
            KailleraServer = result.IsKailleraServer,
            GreetingDelivered = options.Greeting.Count > 0 ? result.GreetingDelivered : null,
            Reason = result.Reason,
            Warning = result.Warning,
            Headline = FindHeadline(result, typed?.Show(result.EndPoint) ?? result.EndPoint.ToString()),
        };

    /// <summary>Makes a report of a service's answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="request">What was asked: the answer may lack the address and the port.</param>
    /// <param name="service">Who was asked.</param>
    /// <param name="elapsed">How long the answer took.</param>
    public static CheckReport From(P2PCheckResult result, P2PCheckRequest request, Uri service, TimeSpan elapsed)
    {
        var host = result.Host ?? request.Host?.ToString();
        var port = result.Port ?? request.Port;
        var address = KailleraValidation.IsIPv4(host) ? IPAddress.Parse(host) : null;
        var shown = $"{host ?? "Your address"}:{port}";
        return new()
        {
            Reachable = result.IsResponding,
            Status = result.IsResponding ? Words.ToWord(P2PProbeStatus.Responding) : "notResponding",
            Via = service.AbsoluteUri,
            Host = host,
            Port = port,
            Scope = address is null ? null : Words.ToWord(KailleraValidation.GetScope(address)),
            User = result.User,
            Game = result.Game,
            ElapsedMs = Words.ToMilliseconds(elapsed),
            Reason = result.Message,
            Warning = address is null ? null : KailleraValidation.GetScopeWarning(address),
            Headline = result.IsResponding
                ? $"{shown} answers the checker at {service.Host}."
                : $"{shown} did not answer the checker at {service.Host}.",
        };
    }

    private static string FindHeadline(P2PProbeResult result, string host) =>
        result.Status switch
        {
            P2PProbeStatus.Responding => $"{host} answers as a P2P host.",
            P2PProbeStatus.Busy => $"{host} answers as a P2P host. Somebody is connected to it already.",
            P2PProbeStatus.Full => $"{host} answers as a P2P room. The room is full.",
            P2PProbeStatus.PortClosed => $"port closed at {host}.",
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => $"{host} is a Kaillera server.",
            P2PProbeStatus.NotAP2PHost => $"{host} is not a P2P host.",
            _ => $"{host} did not answer.",
        };
}

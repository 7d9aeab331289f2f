using System.Text.Json.Serialization;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.Nat.Codes;

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

    /// <summary>Gets the port, or <see langword="null"/> for a code, whose host's address is nobody's business.</summary>
    public required int? Port { get; init; }

    /// <summary>Gets the code that was asked for, or <see langword="null"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Gets over which path the host was asked: <c>direct</c>, <c>autopunch</c> or <c>code</c>.</summary>
    public string Path { get; init; } = Words.ToWord(P2PPathKind.Direct);

    /// <summary>Gets whether a datagram of the host came through a punched hole, or <see langword="null"/> where none was needed.</summary>
    public bool? Punched { get; init; }

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

    /// <summary>Gets from where the service asked, or <see langword="null"/> where it does not say.</summary>
    public string? Vantage { get; init; }

    /// <summary>Gets what the verdict rests on, or <see langword="null"/> where nobody says.</summary>
    public IReadOnlyList<CodedReport>? Evidence { get; init; }

    /// <summary>Gets what to do, most promising first, or <see langword="null"/> where nobody says.</summary>
    public IReadOnlyList<CodedReport>? NextSteps { get; init; }

    public string? Warning { get; init; }

    public int ExitCode =>
        Status == Words.ToWord(ConnectCodeStatus.RendezvousNotResponding) ? Console.ExitCode.Fault : Console.ExitCode.From(Reachable);

    /// <summary>Gets the answer in one line, for a person.</summary>
    [JsonIgnore]
    public string Headline { get; private init; } = string.Empty;

    public static CheckReport From(P2PProbeResult result, P2PProbeOptions options, HostText? typed = null) =>
        new()
        {
            Reachable = result.IsReachable,
            Status = FindStatus(result),
            Path = Words.ToWord(result.Path?.Kind ?? P2PPathKind.Direct),
            Punched = result.Path?.IsPunched,
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

    /// <summary>Makes a report of what is known of a connect code.</summary>
    public static CheckReport From(ConnectCodeResult result, P2PProbeOptions options) =>
        new()
        {
            Reachable = result.IsReachable,
            Status = Words.ToWord(result.Status),
            Path = Words.ToWord(P2PPathKind.Code),
            Code = result.Code.ToString(),
            Punched = result.IsPunched,
            Mode = Words.ToWord(options.Mode),
            Port = null,
            User = result.Host?.HostName,
            Game = result.Host?.Game,
            RoundTripMs = Words.ToMilliseconds(result.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(result.Elapsed),
            DatagramsSent = result.Host?.DatagramsSent,
            DatagramsReceived = result.Host?.DatagramsReceived,
            GreetingDelivered = options.Greeting.Count > 0 ? result.Host?.GreetingDelivered ?? false : null,
            Reason = result.Reason,
            Headline = result.Status switch
            {
                ConnectCodeStatus.Reachable => $"{result.Code} can be joined.",
                ConnectCodeStatus.Busy => $"{result.Code} is busy.",
                ConnectCodeStatus.UnknownCode => $"nobody has the code {result.Code}.",
                ConnectCodeStatus.Offline => $"nobody hosts with {result.Code} now.",
                ConnectCodeStatus.RendezvousNotResponding => $"{result.Code} could not be looked up.",
                _ => $"{result.Code} does not let opponents through.",
            },
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

    /// <summary>Makes a report of what a service tells by its typed API.</summary>
    /// <param name="check">What it tells.</param>
    /// <param name="service">Who was asked.</param>
    /// <param name="elapsed">How long the answer took.</param>
    public static CheckReport From(KailleraCheck check, Uri service, TimeSpan elapsed)
    {
        var (host, result) = (check.Target, check.Result!);
        return new()
        {
            Reachable = result.IsReachable,
            Status = FindStatus(result),
            Via = service.AbsoluteUri,
            Host = host?.Address.ToString(),
            Port = host?.Port,
            Code = check.Code,
            Path = Words.ToWord(result.Path),
            Punched = result.IsPunched,
            Scope = host is null ? null : Words.ToWord(KailleraValidation.GetScope(host.Address)),
            User = result.User,
            Game = result.Game,
            RoundTripMs = Words.ToMilliseconds(result.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(elapsed),
            DatagramsSent = result.DatagramsSent,
            DatagramsReceived = result.DatagramsReceived,
            KailleraServer = result.Verdict == KailleraCheckVerdict.KailleraServer,
            Reason = result.Summary,
            Vantage = check.Vantage.Name,
            Evidence = [.. result.Evidence.Select(static item => new CodedReport(Words.ToCode(item.Code), item.Text))],
            NextSteps = [.. result.NextSteps.Select(static item => new CodedReport(Words.ToCode(item.Code), item.Text))],
            Warning = host is null ? null : KailleraValidation.GetScopeWarning(host.Address),
            Headline = FindHeadline(result, host?.ToString() ?? check.Code!, service),
        };
    }

    // What the relay knows and nobody gets through to is no mere silence.
    private static string FindStatus(P2PProbeResult result) =>
        result.Path is { Failure: P2PPathFailure.OtherPort } ? Words.ToWord(ConnectCodeStatus.NotReachable) : Words.ToWord(result.Status);

    // By any of the two APIs the same words; where only the typed one knows better, its own.
    private static string FindStatus(KailleraCheckResult result) =>
        result.Verdict switch
        {
            KailleraCheckVerdict.Responding when result.Path == P2PPathKind.Code => Words.ToWord(ConnectCodeStatus.Reachable),
            KailleraCheckVerdict.Responding => Words.ToWord(P2PProbeStatus.Responding),
            KailleraCheckVerdict.Busy => Words.ToWord(P2PProbeStatus.Busy),
            KailleraCheckVerdict.Full => Words.ToWord(P2PProbeStatus.Full),
            KailleraCheckVerdict.PortClosed => Words.ToWord(P2PProbeStatus.PortClosed),
            KailleraCheckVerdict.KailleraServer or KailleraCheckVerdict.OtherProgram => Words.ToWord(P2PProbeStatus.NotAP2PHost),
            KailleraCheckVerdict.NoResponse => Words.ToWord(P2PProbeStatus.NoResponse),
            KailleraCheckVerdict.UnknownCode => Words.ToWord(ConnectCodeStatus.UnknownCode),
            KailleraCheckVerdict.Offline => Words.ToWord(ConnectCodeStatus.Offline),
            KailleraCheckVerdict.RendezvousNotResponding => Words.ToWord(ConnectCodeStatus.RendezvousNotResponding),
            KailleraCheckVerdict.NotReachable => Words.ToWord(ConnectCodeStatus.NotReachable),
            _ => result.IsReachable ? Words.ToWord(P2PProbeStatus.Responding) : "notResponding",
        };

    private static string FindHeadline(KailleraCheckResult result, string host, Uri service) =>
        result.Verdict switch
        {
            KailleraCheckVerdict.Busy => $"{host} answers the checker at {service.Host}. Somebody is connected to it already.",
            KailleraCheckVerdict.Full => $"{host} answers the checker at {service.Host}. The room is full.",
            KailleraCheckVerdict.PortClosed => $"port closed at {host}, as the checker at {service.Host} sees it.",
            KailleraCheckVerdict.KailleraServer => $"{host} is a Kaillera server.",
            KailleraCheckVerdict.OtherProgram => $"{host} is not a P2P host.",
            KailleraCheckVerdict.UnknownCode => $"nobody has the code {host}.",
            KailleraCheckVerdict.Offline => $"nobody hosts with {host} now.",
            KailleraCheckVerdict.RendezvousNotResponding => $"{host} could not be looked up.",
            KailleraCheckVerdict.NotReachable => $"{host} does not let opponents through.",
            _ when result is { IsReachable: true, Path: P2PPathKind.Autopunch } =>
                $"{host} answers the checker at {service.Host} through Autopunch: your opponent must run it too.",
            KailleraCheckVerdict.NoRoute => $"the checker at {service.Host} has no way to {host}.",
            _ => result.IsReachable
                ? $"{host} answers the checker at {service.Host}."
                : $"{host} did not answer the checker at {service.Host}.",
        };

    private static string FindHeadline(P2PProbeResult result, string host) =>
        result.Status switch
        {
            P2PProbeStatus.Responding when result.Path is not null => $"{host} answers to opponents who run Autopunch too.",
            P2PProbeStatus.Responding => $"{host} answers as a P2P host.",
            P2PProbeStatus.Busy => $"{host} answers as a P2P host. Somebody is connected to it already.",
            P2PProbeStatus.Full => $"{host} answers as a P2P room. The room is full.",
            P2PProbeStatus.PortClosed => $"port closed at {host}.",
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => $"{host} is a Kaillera server.",
            P2PProbeStatus.NotAP2PHost => $"{host} is not a P2P host.",
            _ => $"{host} did not answer.",
        };
}

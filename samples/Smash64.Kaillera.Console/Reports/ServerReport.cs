using System.Text.Json.Serialization;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>server</c>. Unknown values are <c>null</c>, never absent.</summary>
internal sealed record ServerReport
{
    public string Command { get; } = "server";

    public required bool Reachable { get; init; }

    public required string Status { get; init; }

    /// <summary>Gets what was typed: an address or a host name.</summary>
    public required string Host { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required string Scope { get; init; }

    public required PingReport Ping { get; init; }

    /// <summary>Gets what the server says to who wants to come in, or <see langword="null"/> where it was not asked.</summary>
    public DoorwayReport? Doorway { get; init; }

    /// <summary>Gets who is there, or <see langword="null"/> where nobody looked.</summary>
    public QueryReport? Query { get; init; }

    public required string Reason { get; init; }

    public string? Warning { get; init; }

    public int ExitCode => Console.ExitCode.From(Reachable);

    /// <summary>Gets the answer in one line, for a person.</summary>
    [JsonIgnore]
    public string Headline { get; private init; } = string.Empty;

    public static ServerReport From(HostText server, KailleraPingResult result) =>
        new()
        {
            Reachable = result.IsReachable,
            Status = Words.ToWord(result.Status),
            Host = server.Host,
            Address = result.EndPoint.Address.ToString(),
            Port = result.EndPoint.Port,
            Scope = Words.ToWord(result.Scope),
            Ping = PingReport.From(result),
            Reason = result.Reason,
            Warning = KailleraValidation.GetScopeWarning(result.EndPoint.Address),
            Headline = FindHeadline(result.Status, server.Show(result.EndPoint)),
        };

    private static string FindHeadline(KailleraPingStatus status, string server) =>
        status switch
        {
            KailleraPingStatus.Responding => $"{server} answers as a Kaillera server.",
            KailleraPingStatus.PortClosed => $"port closed at {server}.",
            KailleraPingStatus.NotAKailleraServer => $"{server} is not a Kaillera server.",
            _ => $"{server} did not answer.",
        };
}

using System.Net;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The first line of <c>host --json</c>: players can come now.</summary>
internal sealed record HostListening
{
    public string Command { get; } = "host";

    public string Event { get; } = "listening";

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    public required string Game { get; init; }

    public required int Generation { get; init; }

    public static HostListening From(IPEndPoint endPoint, P2PHostOptions options) => new()
    {
        Address = endPoint.Address.ToString(),
        Port = endPoint.Port,
        User = options.UserName,
        Game = options.Game,
        Generation = (int)options.Generation,
    };
}

/// <summary>A line for each thing that happens at the host, also within the demonstration's report.</summary>
internal sealed record HostHappening
{
    public string Command { get; init; } = "host";

    /// <summary>Gets <c>knock</c>, <c>request</c>, <c>joined</c>, <c>chat</c> or <c>left</c>.</summary>
    public required string Event { get; init; }

    public required double ElapsedMs { get; init; }

    public required string Peer { get; init; }

    public required string? User { get; init; }

    public required string? Client { get; init; }

    public required string? Text { get; init; }

    public required bool TimedOut { get; init; }

    public static HostHappening From(P2PHostEvent happened, TimeSpan elapsed) => new()
    {
        Event = Words.ToWord(happened.Kind),
        ElapsedMs = Words.ToMilliseconds(elapsed),
        Peer = happened.Peer.ToString(),
        User = happened.UserName,
        Client = happened.ClientName,
        Text = happened.Text,
        TimedOut = happened.TimedOut,
    };
}

/// <summary>The last line of <c>host --json</c>.</summary>
internal sealed record HostStopped
{
    public string Command { get; } = "host";

    public string Event { get; } = "stopped";

    public required double ElapsedMs { get; init; }

    /// <summary>Gets how many times somebody was given the seat.</summary>
    public required int Requests { get; init; }

    public int ExitCode { get; } = Console.ExitCode.Yes;
}

namespace Smash64.Kaillera.Console.Reports;

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

    /// <summary>Gets how many equal events of this peer it stands for: those of the last second.</summary>
    public int Count { get; init; } = 1;

    public static HostHappening From(P2PHostEvent happened, TimeSpan elapsed) =>
        new()
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

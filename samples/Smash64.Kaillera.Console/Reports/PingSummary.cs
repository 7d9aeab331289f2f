namespace Smash64.Kaillera.Console.Reports;

/// <summary>The last line of <c>ping</c>.</summary>
internal sealed record PingSummary
{
    public string Command { get; } = "ping";

    public string Event { get; } = "summary";

    public required bool Reachable { get; init; }

    /// <summary>Gets <c>p2pHost</c>, <c>server</c>, or <see langword="null"/> where nobody answered.</summary>
    public required string? Kind { get; init; }

    public required string Host { get; init; }

    public required string? Name { get; init; }

    public required int Port { get; init; }

    public required int Sent { get; init; }

    public required int Received { get; init; }

    public required double Loss { get; init; }

    public required double? MinMs { get; init; }

    public required double? MeanMs { get; init; }

    public required double? MedianMs { get; init; }

    public required double? P95Ms { get; init; }

    public required double? MaxMs { get; init; }

    public required double? JitterMs { get; init; }

    /// <summary>Gets how many frames late a game would play, by the median.</summary>
    public required int? Frames { get; init; }

    /// <summary>Gets the connection that the frames are for, or <see langword="null"/> with a P2P host.</summary>
    public required string? Connection { get; init; }

    public required double ElapsedMs { get; init; }

    public required string Reason { get; init; }

    public required int ExitCode { get; init; }

    /// <param name="host">Who was pinged, as typed.</param>
    /// <param name="endPoint">The address.</param>
    /// <param name="connection">The connection that a server's frames are for; <see langword="null"/> for a P2P host.</param>
    /// <param name="pings">What came of all pings.</param>
    /// <param name="exitCode">What the program returns.</param>
    public static PingSummary From(HostText host, IPEndPoint endPoint, KailleraConnection? connection, P2PPingResult pings, int exitCode) =>
        new()
        {
            Reachable = pings.IsReachable,
            Kind =
                !pings.IsReachable ? null
                : connection is null ? "p2pHost"
                : "server",
            Host = endPoint.Address.ToString(),
            Name = host.Name,
            Port = endPoint.Port,
            Sent = pings.Sent,
            Received = pings.Received,
            Loss = Math.Round(pings.Loss, 3),
            MinMs = Words.ToMilliseconds(pings.MinimumRoundTripTime),
            MeanMs = Words.ToMilliseconds(pings.MeanRoundTripTime),
            MedianMs = Words.ToMilliseconds(pings.MedianRoundTripTime),
            P95Ms = Words.ToMilliseconds(pings.Percentile95RoundTripTime),
            MaxMs = Words.ToMilliseconds(pings.MaximumRoundTripTime),
            JitterMs = Words.ToMilliseconds(pings.Jitter),
            Frames = FramesOf(pings.MedianRoundTripTime, connection),
            Connection = connection is { } known ? Words.ToWord(known) : null,
            ElapsedMs = Words.ToMilliseconds(pings.Elapsed),
            Reason =
                connection is null || !pings.IsReachable
                    ? pings.Reason
                    : FormattableString.Invariant($"A Kaillera server at {endPoint} answered {pings.Received} of {pings.Sent} pings."),
            ExitCode = exitCode,
        };

    /// <summary>Gets the frames of a time, with a server by the player's connection.</summary>
    public static int? FramesOf(TimeSpan? time, KailleraConnection? connection) =>
        time is not { } ping ? null
        : connection is { } known ? FrameDelay.ForServer(ping, known)
        : FrameDelay.ForP2P(ping);
}

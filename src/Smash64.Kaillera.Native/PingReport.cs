namespace Smash64.Kaillera.Native;

/// <summary>What pings to a host or a server told, in one shape.</summary>
internal sealed record PingReport(IPEndPoint EndPoint, int Status, bool IsReachable, string Reason)
{
    public int Sent { get; private init; }

    public int Received { get; private init; }

    public int? Frames { get; private init; }

    public double Loss { get; private init; }

    public TimeSpan? Minimum { get; private init; }

    public TimeSpan? Mean { get; private init; }

    public TimeSpan? Maximum { get; private init; }

    public TimeSpan? Jitter { get; private init; }

    public TimeSpan Elapsed { get; private init; }

    public static PingReport Of(P2PPingResult ping) =>
        new(ping.EndPoint, (int)ping.Status, ping.IsReachable, ping.Reason)
        {
            Sent = ping.Sent,
            Received = ping.Received,
            Frames = ping.Frames,
            Loss = ping.Loss,
            Minimum = ping.MinimumRoundTripTime,
            Mean = ping.MeanRoundTripTime,
            Maximum = ping.MaximumRoundTripTime,
            Jitter = ping.Jitter,
            Elapsed = ping.Elapsed,
        };

    public static PingReport Of(KailleraPingResult ping) =>
        new(ping.EndPoint, (int)ping.Status, ping.IsReachable, ping.Reason)
        {
            Sent = ping.Sent,
            Received = ping.Received,
            Frames = ping.MeanRoundTripTime is { } mean ? FrameDelay.ForServer(mean, KailleraConnection.Lan) : null,
            Loss = ping.Loss,
            Minimum = ping.MinimumRoundTripTime,
            Mean = ping.MeanRoundTripTime,
            Maximum = ping.MaximumRoundTripTime,
            Jitter = ping.Jitter,
            Elapsed = ping.Elapsed,
        };
}

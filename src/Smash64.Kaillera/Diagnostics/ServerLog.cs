using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>What the server probe writes to the log: event ids 1100 to 1199. Nothing that came from the network gets here.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1100, LogLevel.Debug, "Pinging {Server} {Count} times")]
    public static partial void Pinging(ILogger logger, string server, int count);

    [LoggerMessage(1101, LogLevel.Information, "{Server}: {Status} after {Elapsed}, {Received} of {Sent} pings answered in {MeanRoundTripTime}")]
    public static partial void Pinged(
        ILogger logger,
        string server,
        KailleraPingStatus status,
        TimeSpan elapsed,
        int sent,
        int received,
        TimeSpan? meanRoundTripTime
    );

    [LoggerMessage(1102, LogLevel.Debug, "Pinging {Server} was cancelled")]
    public static partial void PingCancelled(ILogger logger, string server);

    [LoggerMessage(1103, LogLevel.Error, "Pinging {Server} failed on this machine")]
    public static partial void PingFailed(ILogger logger, Exception exception, string server);
}

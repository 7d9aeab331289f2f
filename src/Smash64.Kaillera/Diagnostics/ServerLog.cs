using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>What the server probe writes to the log: event ids 1100 to 1199. Nothing that came from the network gets here.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1100, LogLevel.Debug, "Pinging {Server} {Count} times")]
    public static partial void Pinging(ILogger logger, string server, int count);

    [LoggerMessage(
        1101,
        LogLevel.Information,
        "{Server}: {Status} after {Elapsed}, {Received} of {Sent} pings answered in {MeanRoundTripTime}"
    )]
    public static partial void Pinged(
        ILogger logger,
        string server,
        KailleraPingStatus status,
        TimeSpan elapsed,
        int sent,
        int received,
        TimeSpan? meanRoundTripTime
    );

    [LoggerMessage(1102, LogLevel.Debug, "Asking {Server} was cancelled")]
    public static partial void Cancelled(ILogger logger, string server);

    [LoggerMessage(1103, LogLevel.Error, "Asking {Server} failed on this machine")]
    public static partial void Failed(ILogger logger, Exception exception, string server);

    [LoggerMessage(1104, LogLevel.Debug, "Saying hello to {Server}")]
    public static partial void Greeting(ILogger logger, string server);

    [LoggerMessage(
        1105,
        LogLevel.Information,
        "{Server}: {Status} at the doorway after {Elapsed}, {Sent} datagrams sent, {Received} received"
    )]
    public static partial void Greeted(
        ILogger logger,
        string server,
        KailleraServerStatus status,
        TimeSpan elapsed,
        int sent,
        int received
    );

    [LoggerMessage(1106, LogLevel.Debug, "Visiting {Server}")]
    public static partial void Visiting(ILogger logger, string server);

    [LoggerMessage(
        1107,
        LogLevel.Information,
        "{Server}: {Status} after {Elapsed}, {Users} users, {Games} games, complete: {IsComplete}, left: {HasLeft}"
    )]
    public static partial void Visited(
        ILogger logger,
        string server,
        KailleraServerStatus status,
        TimeSpan elapsed,
        int users,
        int games,
        bool isComplete,
        bool hasLeft
    );
}

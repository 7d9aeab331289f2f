using Microsoft.Extensions.Logging;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>What the probe writes to the log: event ids 1000 to 1099. Texts from the network are cleaned before they get here.</summary>
internal static partial class P2PLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Probing {Host} in mode {Mode}")]
    public static partial void Probing(ILogger logger, string host, P2PProbeMode mode);

    [LoggerMessage(
        1001,
        LogLevel.Information,
        "{Host}: {Status} after {Elapsed}, {DatagramsSent} datagrams sent, {DatagramsReceived} received"
    )]
    public static partial void Ended(
        ILogger logger,
        string host,
        P2PProbeStatus status,
        TimeSpan elapsed,
        int datagramsSent,
        int datagramsReceived
    );

    [LoggerMessage(1002, LogLevel.Warning, "{Host} can't be a host for other players: it is a {Scope} address")]
    public static partial void NotPublic(ILogger logger, string host, AddressScope scope);

    [LoggerMessage(1003, LogLevel.Debug, "Probe of {Host} was cancelled")]
    public static partial void Cancelled(ILogger logger, string host);

    [LoggerMessage(1004, LogLevel.Error, "Probe of {Host} failed on this machine")]
    public static partial void Failed(ILogger logger, Exception exception, string host);

    [LoggerMessage(1005, LogLevel.Debug, "Pinging {Host} {Count} times")]
    public static partial void Pinging(ILogger logger, string host, int count);

    [LoggerMessage(
        1006,
        LogLevel.Information,
        "{Host}: {Status} after {Elapsed}, {Received} of {Sent} pings answered, half of them within {Median}"
    )]
    public static partial void Pinged(
        ILogger logger,
        string host,
        P2PProbeStatus status,
        TimeSpan elapsed,
        int sent,
        int received,
        TimeSpan? median
    );
}

using System.Net;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.P2P;

/// <content>Pings, which only knock.</content>
public sealed partial class P2PProbe
{
    private const int MaxPings = 1_000;

    private static readonly PingKind Knock = new(P2PProtocol.Knock, P2PProtocol.KnockReply);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<P2PPingResult> PingAsync(
        IPEndPoint host,
        int count = 20,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    )
    {
        host = RemoteKind.P2PHost.CheckedCopy(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPings);
        var pause = interval ?? DefaultInterval;
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, MinInterval, nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pause, MaxInterval, nameof(interval));

        var name = _shell.NameOf(host, _options.HideAddresses);
        P2PLog.Pinging(_shell.Logger, name, count);
        return _shell.ObserveAsync(new Call(CallTelemetry.P2PPing, host, _options.HideAddresses), MeasureAsync, cancellationToken);

        async Task<(P2PPingResult, string, TimeSpan)> MeasureAsync()
        {
            var start = _shell.Time.GetTimestamp();
            var series = new PingSeries(Knock, count, PingTimeout);
            var times = new List<TimeSpan>();
            try
            {
                for (var due = TimeSpan.Zero; series.TryBegin(out var ping); due += pause)
                {
                    await WaitAsync(due - _shell.Time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
                    await PingOnceAsync(ping, host, cancellationToken).ConfigureAwait(false);
                    series.End(ping);
                    times.AddRange(ping.RoundTripTime is { } time ? [time] : []);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                KailleraTelemetry.CountDatagrams(series.Sent, series.DatagramsReceived);
            }

            var result = new P2PPingResult(host, StatusOf(series.Tally.Outcome))
            {
                Sent = series.Sent,
                RoundTripTimes = times,
                Elapsed = _shell.Time.GetElapsedTime(start),
            };
            P2PLog.Pinged(_shell.Logger, name, result.Status, result.Elapsed, result.Sent, result.Received, result.MedianRoundTripTime);
            return (result, OutcomeNames.Of(result.Status), result.Elapsed);
        }
    }

    private static P2PProbeStatus StatusOf(PingOutcome outcome) =>
        outcome switch
        {
            PingOutcome.Responding => P2PProbeStatus.Responding,
            PingOutcome.PortClosed => P2PProbeStatus.PortClosed,
            PingOutcome.OtherProgram => P2PProbeStatus.NotAP2PHost,
            PingOutcome.NoResponse => P2PProbeStatus.NoResponse,
            _ => P2PProbeStatus.Unknown,
        };

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, _shell.Time, cancellationToken) : Task.CompletedTask;

    private async Task PingOnceAsync(PingConversation ping, IPEndPoint host, CancellationToken stop)
    {
        using var connected = new SocketConversation(ping, P2PProtocol.MaxDatagramLength, _shell.Time);
        await connected.RunAsync(host, onStopped: static () => { }, stop).ConfigureAwait(false);
    }
}

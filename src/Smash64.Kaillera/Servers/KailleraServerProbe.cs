using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol;
using Smash64.Kaillera.Transport;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Servers;

/// <summary>Asks Kaillera 0.86 servers over UDP whether they answer, how fast, and who plays what.</summary>
/// <remarks>
/// <para>Each ping of <see cref="PingAsync"/> and each visit has a connected socket of its own, so it learns of closed ports and
/// hears nobody else, nor the answers to other pings; the pings of <see cref="PingManyAsync"/> share one, which learns of closed
/// ports on Linux only. All members are safe for use by several threads.</para>
/// <para>A visit that is cancelled before the server answered its login gives up at once and says its farewells in the background;
/// <see cref="DisposeAsync"/> waits for them. A program that stays up need not dispose of anything.</para>
/// </remarks>
public sealed partial class KailleraServerProbe : IKailleraServerProbe, IAsyncDisposable, IDisposable
{
    internal const int MaxCount = 100;

    private readonly KailleraServerProbeOptions _options;
    private readonly CallShell _shell;

    /// <summary>Initializes a probe with default settings.</summary>
    public KailleraServerProbe()
        : this(options: null) { }

    /// <summary>Initializes a probe.</summary>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where to log, or <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public KailleraServerProbe(
        KailleraServerProbeOptions? options,
        TimeProvider? timeProvider = null,
        ILogger<KailleraServerProbe>? logger = null
    )
    {
        _options = (options ?? new KailleraServerProbeOptions()).Checked();
        _shell = new CallShell(
            RemoteKind.KailleraServer,
            timeProvider ?? TimeProvider.System,
            logger ?? NullLogger<KailleraServerProbe>.Instance
        );
    }

    /// <inheritdoc/>
    public Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default)
    {
        server = RemoteKind.KailleraServer.CheckedCopy(server);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);

        return PingCoreAsync(server, count, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<KailleraPingResult> PingManyAsync(
        IEnumerable<IPEndPoint> servers,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(servers);

        // Each server's pings are paid for when it begins: then no ping has to wait, and the rate is kept all the same.
        var limits = new BulkLimits(_options.MaxConcurrency, _options.MaxDatagramsPerSecond, _options.PacesLoopback)
        {
            Prepaid = _options.PingCount,
        };
        return BulkCall<KailleraManyPingsConversation, KailleraPingResult>.RunAsync(
            new KailleraPingBulkKind(_options),
            servers,
            limits,
            _shell.Time,
            finishLater: static _ => { }, // pings leave nothing behind
            cancellationToken
        );
    }

    /// <summary>Waits, at most about two seconds, until servers that cancelled visits may have logged in to are left.</summary>
    /// <returns>A task that completes when nothing is under way any more.</returns>
    public ValueTask DisposeAsync() => _shell.WaitAsync();

    /// <summary>Does nothing: for containers that dispose synchronously. Prefer <see cref="DisposeAsync"/>, which waits.</summary>
    public void Dispose()
    {
        // Every call owns its socket and closes it by itself.
    }

    private Task<KailleraPingResult> PingCoreAsync(IPEndPoint server, int count, CancellationToken cancellationToken)
    {
        var name = NameOf(server);
        ServerLog.Pinging(_shell.Logger, name, count);
        return _shell.ObserveAsync(CallOf(CallTelemetry.Ping, server), PingAsync, cancellationToken);

        async Task<(KailleraPingResult, string, TimeSpan)> PingAsync()
        {
            var start = _shell.Time.GetTimestamp();
            var series = new PingSeries(KailleraPings.Kind, count, _options.PingTimeout);
            await RunAsync(series, server, cancellationToken).ConfigureAwait(false);
            var result = series.Tally.ToResult(server, _shell.Time.GetElapsedTime(start));
            ServerLog.Pinged(_shell.Logger, name, result.Status, result.Elapsed, result.Sent, result.Received, result.MeanRoundTripTime);
            return (result, OutcomeNames.Of(result.Status), result.Elapsed);
        }
    }

    private Call CallOf(CallTelemetry telemetry, IPEndPoint server) => new(telemetry, server, _options.HideAddresses);

    private string NameOf(IPEndPoint server) => _shell.NameOf(server, _options.HideAddresses);

    private async Task RunAsync(PingSeries series, IPEndPoint server, CancellationToken cancellationToken)
    {
        try
        {
            while (series.TryBegin(out var ping))
            {
                await RunAsync(series, ping, server, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            KailleraTelemetry.CountDatagrams(series.Sent, series.DatagramsReceived);
        }
    }

    private async Task RunAsync(PingSeries series, PingConversation ping, IPEndPoint server, CancellationToken stop)
    {
        try
        {
            using var connected = new SocketConversation(ping, KailleraDoorway.MaxDatagramLength, _shell.Time);
            await connected.RunAsync(server, onStopped: static () => { }, stop).ConfigureAwait(false);
        }
        finally
        {
            series.End(ping);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Diagnostics;
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
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Leavings _leavings = new();

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
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<KailleraServerProbe>.Instance;
    }

    /// <inheritdoc/>
    public Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default)
    {
        ThrowIfNotProbeable(server);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);

        return PingCoreAsync(CopyOf(server), count, cancellationToken);
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
            _time,
            finishLater: static _ => { }, // pings leave nothing behind
            cancellationToken
        );
    }

    /// <summary>Waits, at most about two seconds, until servers that cancelled visits may have logged in to are left.</summary>
    /// <returns>A task that completes when nothing is under way any more.</returns>
    public ValueTask DisposeAsync() => _leavings.WaitAsync();

    /// <summary>Does nothing: for containers that dispose synchronously. Prefer <see cref="DisposeAsync"/>, which waits.</summary>
    public void Dispose()
    {
        // Every call owns its socket and closes it by itself.
    }

    internal static void ThrowIfNotProbeable(IPEndPoint server, [CallerArgumentExpression(nameof(server))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(server, name);
        if (server.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"A Kaillera server has an IPv4 address; {server} is none.", name);
        }

        if (server.Port == 0)
        {
            throw new ArgumentException($"A Kaillera server's port is 1 to 65535; {server} has 0.", name);
        }
    }

    // End points can be changed by their owner; a call under way must not follow.
    private static IPEndPoint CopyOf(IPEndPoint server) => new(server.Address, server.Port);

    private Task<KailleraPingResult> PingCoreAsync(IPEndPoint server, int count, CancellationToken cancellationToken)
    {
        var name = NameOf(server);
        ServerLog.Pinging(_logger, name, count);
        return ObserveAsync(ServerOperation.Ping, server, PingAsync, cancellationToken);

        async Task<(KailleraPingResult, string, TimeSpan)> PingAsync()
        {
            var start = _time.GetTimestamp();
            var series = new KailleraPingSeries(count, _options.PingTimeout);
            await RunAsync(series, server, cancellationToken).ConfigureAwait(false);
            var result = series.ToResult(server, _time.GetElapsedTime(start));
            ServerLog.Pinged(_logger, name, result.Status, result.Elapsed, result.Sent, result.Received, result.MeanRoundTripTime);
            return (result, ServerOperation.NameOf(result.Status), result.Elapsed);
        }
    }

    /// <summary>Runs one call with its trace, its metrics, and its ends in the log that are not a result.</summary>
    private async Task<TResult> ObserveAsync<TResult>(
        ServerOperation operation,
        IPEndPoint server,
        Func<Task<(TResult Result, string Outcome, TimeSpan Elapsed)>> askAsync,
        CancellationToken cancellationToken
    )
    {
        using var activity = operation.Enter(_options.HideAddresses ? null : server.Address.ToString(), server.Port);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (result, outcome, elapsed) = await askAsync().ConfigureAwait(false);
            operation.End(activity, outcome, elapsed);
            return result;
        }
        catch (OperationCanceledException)
        {
            operation.Fail(activity, "cancelled");
            ServerLog.Cancelled(_logger, NameOf(server));
            throw;
        }
        catch (SocketException e)
        {
            operation.Fail(activity, e.SocketErrorCode.ToString());
            ServerLog.Failed(_logger, e, NameOf(server));
            throw;
        }
        finally
        {
            operation.Leave();
        }
    }

    private string NameOf(IPEndPoint server) => _options.HideAddresses ? "a server" : server.ToString();

    private async Task RunAsync(KailleraPingSeries series, IPEndPoint server, CancellationToken cancellationToken)
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

    private async Task RunAsync(KailleraPingSeries series, KailleraPingConversation ping, IPEndPoint server, CancellationToken stop)
    {
        try
        {
            using var connected = new ConnectedConversation(ping, KailleraDoorway.MaxDatagramLength, _time);
            await connected.RunAsync(server, onStopped: static () => { }, stop).ConfigureAwait(false);
        }
        finally
        {
            series.End(ping);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Transport;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.P2P;

/// <summary>Asks P2P game hosts over UDP whether an opponent can reach them, and leaves them as they were found.</summary>
/// <remarks>
/// <para>A single probe has a connected socket of its own, so it learns of closed ports and hears nobody else; the probes of
/// <see cref="ProbeManyAsync"/> share one, which learns of closed ports on Linux only. All members are safe for use by several
/// threads.</para>
/// <para>A cancelled probe gives up at once, but a login may be under way that the host answers later. Such a host is
/// left in the background; <see cref="DisposeAsync"/> waits for it. A program that stays up need not dispose of anything.</para>
/// </remarks>
public sealed class P2PProbe : IP2PProbe, IAsyncDisposable, IDisposable
{
    /// <summary>A host reopens its socket when its peer has left: for this long nobody else asks it.</summary>
    internal static readonly TimeSpan PauseAfterLogin = TimeSpan.FromSeconds(1);

    private readonly P2PProbeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Leavings _leavings = new();

    /// <summary>Initializes a probe with default settings.</summary>
    public P2PProbe()
        : this(options: null) { }

    /// <summary>Initializes a probe.</summary>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where to log, or <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public P2PProbe(P2PProbeOptions? options, TimeProvider? timeProvider = null, ILogger<P2PProbe>? logger = null)
    {
        _options = (options ?? new P2PProbeOptions()).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<P2PProbe>.Instance;
    }

    /// <inheritdoc/>
    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default) =>
        ProbeAsync(host, options: null, cancellationToken);

    /// <inheritdoc/>
    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default)
    {
        ThrowIfNotProbeable(host);
        return ProbeOneAsync(CopyOf(host), options?.Checked() ?? _options, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
        IEnumerable<IPEndPoint> hosts,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(hosts);
        options = options?.Checked() ?? _options;
        var rate = options.MaxDatagramsPerSecond;
        var limits = new BulkLimits(options.MaxConcurrency, rate, options.PacesLoopback)
        {
            MaxPaced = P2PProbeSchedule.MostAtOnce(options.Mode, rate, options.MaxConcurrency),
        };
        return BulkCall<P2PProbeConversation, P2PProbeResult>.RunAsync(
            new P2PBulkKind(options),
            hosts,
            limits,
            _time,
            _leavings.Add,
            cancellationToken
        );
    }

    /// <summary>Waits, at most about two seconds, until hosts that cancelled probes had logged in to are left.</summary>
    /// <returns>A task that completes when nothing is under way any more.</returns>
    public ValueTask DisposeAsync() => _leavings.WaitAsync();

    /// <summary>Does nothing: for containers that dispose synchronously. Prefer <see cref="DisposeAsync"/>, which waits.</summary>
    public void Dispose()
    {
        // Every probe owns its socket and closes it by itself.
    }

    internal static void ThrowIfNotProbeable(IPEndPoint host, [CallerArgumentExpression(nameof(host))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(host, name);
        if (host.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"A P2P host has an IPv4 address; {host} is none.", name);
        }

        if (host.Port == 0)
        {
            throw new ArgumentException($"A P2P host's port is 1 to 65535; {host} has 0.", name);
        }
    }

    // End points can be changed by their owner; a probe under way must not follow.
    private static IPEndPoint CopyOf(IPEndPoint host) => new(host.Address, host.Port);

    private async Task<P2PProbeResult> ProbeOneAsync(IPEndPoint host, P2PProbeOptions options, CancellationToken cancellationToken)
    {
        var name = options.HideAddresses ? "a host" : host.ToString();
        using var activity = KailleraTelemetry.EnterProbe(options.HideAddresses ? null : host.Address.ToString(), host.Port, options.Mode);
        try
        {
            P2PLog.Probing(_logger, name, options.Mode);
            if (!options.HideAddresses && KailleraValidation.GetScope(host.Address) is var scope and not AddressScope.Public)
            {
                P2PLog.NotPublic(_logger, name, scope);
            }

            var conversation = new P2PProbeConversation(options);
            var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var run = RunAsync(conversation, host, options.Progress, abandoned, cancellationToken);
            await Task.WhenAny(run, abandoned.Task).ConfigureAwait(false);
            if (run.IsCompleted)
            {
                await run.ConfigureAwait(false);
            }
            else
            {
                _leavings.Add(run);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var result = conversation.ToResult(host);
            KailleraTelemetry.EndProbe(activity, options.Mode, result);
            P2PLog.Ended(_logger, name, result.Status, result.Elapsed, result.DatagramsSent, result.DatagramsReceived);
            return result;
        }
        catch (OperationCanceledException)
        {
            KailleraTelemetry.FailProbe(activity, options.Mode, "cancelled");
            P2PLog.Cancelled(_logger, name);
            throw;
        }
        catch (SocketException e)
        {
            KailleraTelemetry.FailProbe(activity, options.Mode, e.SocketErrorCode.ToString());
            P2PLog.Failed(_logger, e, name);
            throw;
        }
        finally
        {
            KailleraTelemetry.LeaveProbe();
        }
    }

    private async Task RunAsync(
        P2PProbeConversation conversation,
        IPEndPoint host,
        IProgress<P2PProbeProgress>? progress,
        TaskCompletionSource abandoned,
        CancellationToken stop
    )
    {
        var reporter = progress is null ? null : new P2PProbeReporter(conversation, progress);
        var waiting = HostTurns.TakeAsync(host, stop);
        if (!waiting.IsCompleted)
        {
            reporter?.Wait();
        }

        var turn = await waiting.ConfigureAwait(false);
        try
        {
            using var connected = new ConnectedConversation(
                conversation,
                P2PProtocol.MaxDatagramLength,
                _time,
                onStep: reporter is null ? null : reporter.Report
            );
            await connected.RunAsync(host, OnStopped, stop).ConfigureAwait(false);
        }
        finally
        {
            turn.Pass(conversation.HasLoggedIn ? PauseAfterLogin : TimeSpan.Zero, _time); // before all that may throw
            KailleraTelemetry.CountDatagrams(conversation.DatagramsSent, conversation.DatagramsReceived);
        }

        void OnStopped()
        {
            // A host that gave its seat is left before the caller goes on; a mere chance of one is not waited for.
            if (!conversation.IsSeated)
            {
                abandoned.TrySetResult();
            }
        }
    }
}

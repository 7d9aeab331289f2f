using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Transport;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.P2P;

/// <summary>Asks P2P game hosts over UDP whether an opponent can reach them, and leaves them as they were found.</summary>
/// <remarks>
/// <para>A single probe has a connected socket of its own, so it learns of closed ports and hears nobody else; the probes of
/// <see cref="ProbeManyAsync"/> share one, which learns of closed ports on Linux only. All members are safe for use by several
/// threads.</para>
/// <para>The result comes with the verdict. A host that gave its seat is then left in the background, which takes about 0.6 seconds
/// more: <see cref="P2PProbeResult.Completion"/> tells when, and <see cref="DisposeAsync"/> waits for all such hosts. So it does
/// for those whose probe was cancelled while a login was under way. Meanwhile no other probe of the process asks such a host. A
/// program that stays up need not dispose of anything.</para>
/// </remarks>
public sealed partial class P2PProbe : IP2PProbe, IAsyncDisposable, IDisposable
{
    private readonly P2PProbeOptions _options;
    private readonly CallShell _shell;

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
        _shell = new CallShell(RemoteKind.P2PHost, timeProvider ?? TimeProvider.System, logger ?? NullLogger<P2PProbe>.Instance);
    }

    /// <inheritdoc/>
    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default) =>
        ProbeAsync(host, options: null, cancellationToken);

    /// <inheritdoc/>
    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default) =>
        ProbeOneAsync(RemoteKind.P2PHost.CheckedCopy(host), options?.Checked() ?? _options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
        IEnumerable<IPEndPoint> hosts,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(hosts);
        options = options?.Checked() ?? _options;
        if (options.Path is not null)
        {
            throw new ArgumentException(
                $"{nameof(P2PProbeOptions.Path)} is for single probes: many hosts are asked directly.",
                nameof(options)
            );
        }

        var rate = options.MaxDatagramsPerSecond;
        var limits = new BulkLimits(options.MaxConcurrency, rate, options.PacesLoopback)
        {
            MaxPaced = P2PProbeSchedule.MostAtOnce(options.Mode, rate, options.MaxConcurrency),
        };
        return BulkCall<P2PProbeConversation, P2PProbeResult>.RunAsync(
            new P2PBulkKind(options),
            hosts,
            limits,
            _shell.Time,
            _shell.FinishLater,
            cancellationToken
        );
    }

    /// <summary>Waits, at most about two seconds, until all hosts are left that probes had logged in to.</summary>
    /// <returns>A task that completes when nothing is under way any more.</returns>
    public ValueTask DisposeAsync() => _shell.WaitAsync();

    /// <summary>Does nothing: for containers that dispose synchronously. Prefer <see cref="DisposeAsync"/>, which waits.</summary>
    public void Dispose()
    {
        // Every probe owns its socket and closes it by itself.
    }

    private Task<P2PProbeResult> ProbeOneAsync(IPEndPoint host, P2PProbeOptions options, CancellationToken cancellationToken)
    {
        var name = _shell.NameOf(host, options.HideAddresses);
        P2PLog.Probing(_shell.Logger, name, options.Mode);
        if (!options.HideAddresses && KailleraValidation.GetScope(host.Address) is var scope and not AddressScope.Public)
        {
            P2PLog.NotPublic(_shell.Logger, name, scope);
        }

        var call = new Call(CallTelemetry.Probe, host, options.HideAddresses, OutcomeNames.TagOf(options.Mode));
        return _shell.ObserveAsync(call, ProbeAsync, cancellationToken);

        async Task<(P2PProbeResult, string, TimeSpan)> ProbeAsync()
        {
            var conversation = new P2PProbeConversation(options);
            var path = options.Path is null ? null : new P2PPathConversation(options.Path.Find(host, options.Mode), conversation);
            var reporter = options.Progress is null ? null : new P2PProbeReporter(conversation, options.Progress);
            var visit = new Visit<P2PProbeResult>((IVisitConversation?)path ?? conversation, host, P2PProtocol.MaxDatagramLength, Read)
            {
                TakesTurn = options.Path is not { IsToThirdParty: true },
                OnWaiting = reporter is null ? null : reporter.Wait,
                OnStep = reporter is null ? null : reporter.Report,
            };
            var (result, run) = await _shell.ConverseAsync(visit, cancellationToken).ConfigureAwait(false);
            P2PLog.Ended(_shell.Logger, name, result.Status, result.Elapsed, result.DatagramsSent, result.DatagramsReceived);
            // The host may be left by now: then the counts of the verdict are not the last ones.
            result = run.IsCompleted ? conversation.CountInto(result) : result.CompletedBy(EndAsync(result, conversation, run));
            return (result, OutcomeNames.Of(result.Status), result.Elapsed);

            // A third party is not the host that was talked to.
            P2PProbeResult Read() =>
                path is null ? conversation.ToResult(host)
                : options.Path is { IsToThirdParty: true } ? path.Complete(conversation.ToResult(path.Host ?? host))
                : path.Complete(conversation.ToResult(host));
        }
    }

    private static async Task<P2PProbeResult> EndAsync(P2PProbeResult verdict, P2PProbeConversation conversation, Task run)
    {
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return conversation.CountInto(verdict);
    }
}

using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Rendezvous;
using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>
/// What one check says to whom: it asks the host directly or by its code, and where nobody is found directly, through Autopunch's relay if
/// somebody wants that.
/// </summary>
internal sealed class HostInquiry(
    IP2PProbe probe,
    RelayLookup relay,
    ServiceLimits limits,
    IOptions<KailleraApiOptions> options,
    TimeProvider time,
    CheckLog log
)
{
    private readonly KailleraApiOptions _options = options.Value;

    /// <summary>Asks, counts and logs. It never throws.</summary>
    /// <param name="check">The check, which is told how it goes on.</param>
    /// <param name="greets">Whether the host belongs to the caller and is greeted.</param>
    /// <param name="requestSize">What the request weighed, in bytes.</param>
    /// <returns>What came of it, or <see langword="null"/> if it was stopped.</returns>
    public async Task<HostCheckOutcome?> AskAsync(HostCheck check, bool greets, int requestSize)
    {
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(check.Stop, deadline.Token);
        var settings = CheckProbeOptions.Create(_options, check.Target, greets, requestSize, check);
        if (check.Subject.Code is { } code)
        {
            (settings.Mode, settings.MaxBytes, settings.Path) = (P2PProbeMode.Knock, 0, new ConnectCodePath(code));
        }

        var probing = ProbeAsync(check, settings, either.Token);
        await ((Task)probing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var outcome = HostCheckOutcome.Read(probing);
        if (outcome is not null && check.GoesOn(outcome))
        {
            var relayed = await TryRelayAsync(check, settings, outcome.Result!, either.Token).ConfigureAwait(false);
            outcome =
                relayed is not null ? outcome.WithRelay(relayed)
                : check.Stop.IsCancellationRequested ? null
                : outcome;
        }

        try
        {
            Tell(check, outcome, probing.Exception?.InnerException, time.GetElapsedTime(start));
        }
        catch (Exception)
        {
            // A log that fails must not keep anybody waiting.
        }

        return outcome;
    }

    // A probe that throws at once is no different from one that fails later.
    private async Task<P2PProbeResult> ProbeAsync(HostCheck check, P2PProbeOptions settings, CancellationToken cancellationToken) =>
        await probe.ProbeAsync(check.Target, settings, cancellationToken).ConfigureAwait(false);

    private async Task<P2PProbeResult?> TryRelayAsync(
        HostCheck check,
        P2PProbeOptions settings,
        P2PProbeResult direct,
        CancellationToken cancellationToken
    )
    {
        if (limits.CountDatagrams(ServiceLimits.DatagramsPerCheck) is not null)
        {
            return null; // The direct answer stands.
        }

        try
        {
            // The budget of bytes begins anew: a login goes only to a host whose own datagrams have come, so it can be nobody's victim.
            settings.Path = await relay.FindAsync(cancellationToken).ConfigureAwait(false);
            settings.Progress = new ProgressOnTop(check, direct);
            return await ProbeAsync(check, settings, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null; // stopped, or too late: then the direct answer stands as well
        }
        catch (Exception e)
        {
            log.NoRelay(e); // no name, no route: nobody's fault who asked
            return null;
        }
    }

    private void Tell(HostCheck check, HostCheckOutcome? outcome, Exception? fault, TimeSpan duration)
    {
        ServiceTelemetry.CountCheck(outcome is null ? KailleraCheckVerdict.Unknown : Verdicts.Of(outcome), duration);
        if (outcome is null)
        {
            log.Stopped(check.Target, check.Starter);
        }
        else if (outcome.Result is { } result)
        {
            log.Ended(check.Target, check.Starter, result);
        }
        else if (fault is SocketException e)
        {
            log.NoRoute(check.Target, e.SocketErrorCode);
        }
        else
        {
            log.Failed(check.Target, fault!);
        }
    }

    /// <summary>Counts on from what the direct way has sent and taken.</summary>
    private sealed class ProgressOnTop(IProgress<P2PProbeProgress> listener, P2PProbeResult direct) : IProgress<P2PProbeProgress>
    {
        public void Report(P2PProbeProgress value) =>
            listener.Report(
                new(
                    value.Stage,
                    direct.Elapsed + value.Elapsed,
                    direct.DatagramsSent + value.DatagramsSent,
                    direct.DatagramsReceived + value.DatagramsReceived
                )
            );
    }
}

using Smash64.Kaillera.Nat.Diagnosis;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat;

/// <summary>Finds out why opponents can't reach a P2P host on this computer, and, if told to, opens the way.</summary>
/// <remarks>
/// The rings are looked at side by side, and none that fails stops the others. Nothing is changed anywhere unless
/// <see cref="HostDoctorOptions.Fix"/> is set. Examinations may overlap.
/// </remarks>
public sealed class HostDoctor : IHostDoctor
{
    private readonly HostDoctorSources _sources;
    private readonly TimeProvider _time;
    private readonly IComputer _computer;

    /// <summary>Initializes a doctor.</summary>
    /// <param name="sources">Whom it asks; <see langword="null"/> for this computer and its router alone.</param>
    /// <param name="timeProvider">The clock of timeouts and leases; <see langword="null"/> for the system's.</param>
    public HostDoctor(HostDoctorSources? sources = null, TimeProvider? timeProvider = null)
        : this(sources, timeProvider, new ThisComputer()) { }

    internal HostDoctor(HostDoctorSources? sources, TimeProvider? timeProvider, IComputer computer)
    {
        _sources = sources ?? new HostDoctorSources();
        _time = timeProvider ?? TimeProvider.System;
        _computer = computer;
    }

    /// <inheritdoc/>
    public async Task<HostDiagnosis> ExamineAsync(HostDoctorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = (options ?? new HostDoctorOptions()).Checked();
        cancellationToken.ThrowIfCancellationRequested();
        if (_sources.Probe is { } probe)
        {
            return await ExamineAsync(settings, probe, cancellationToken).ConfigureAwait(false);
        }

        var own = new P2PProbe(options: null, _time);
        await using (own.ConfigureAwait(false))
        {
            return await ExamineAsync(settings, own, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HostDiagnosis> ExamineAsync(HostDoctorOptions settings, IP2PProbe probe, CancellationToken cancellationToken)
    {
        var sources = _sources with
        {
            Probe = probe,
            PortMapper = _sources.PortMapper ?? new PortMapper(options: null, _time),
            Stun = _sources.Stun ?? new StunClient(new StunClientOptions(), _time),
        };
        var examination = new Examination(settings, sources, _computer, _time);
        var found = await examination.LookAsync(cancellationToken).ConfigureAwait(false);
        return Conclude(
            settings.Fix && HostVerdict.CanMend(found, HostVerdict.Conclude(found))
                ? await examination.MendAsync(found, cancellationToken).ConfigureAwait(false)
                : found
        );
    }

    private static HostDiagnosis Conclude(HostFindings found)
    {
        var conclusion = HostVerdict.Conclude(found);
        return new HostDiagnosis(found.Port, conclusion, HostRings.Describe(found))
        {
            Reason = HostAdvice.FindReason(found, conclusion),
            NextSteps = HostAdvice.FindNextSteps(found, conclusion),
            IsReachable = HostVerdict.IsReachable(found, conclusion),
            LocalAddress = found.LocalAddress,
            PublicAddress = found.PublicAddress,
            Gateway = found.Router.Gateway,
            Entry = found.Router.Entry ?? found.Router.Refused?.Entry,
            NatMapping = found.Carrier.Nat,
            Mapping = found.Router.Opened,
        };
    }
}

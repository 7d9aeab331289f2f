namespace Smash64.Kaillera.Nat;

/// <summary>Finds out why opponents can't reach a P2P host on this computer, and, if told to, opens the way.</summary>
public interface IHostDoctor
{
    /// <summary>Looks from the inside to the outside: program, loopback, network, router, carrier, internet.</summary>
    /// <param name="options">What to look at, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="cancellationToken">Gives up; a port that was opened by then is given back.</param>
    /// <returns>
    /// What was found, one conclusion, and what to do. It comes within <see cref="HostDoctorOptions.Timeout"/>, and with
    /// <see cref="HostDoctorOptions.Fix"/> within twice that. A look that fails is a ring that is <see cref="HostRingState.Unknown"/>, not
    /// an exception. Dispose of it to give back a port that was opened.
    /// </returns>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<HostDiagnosis> ExamineAsync(HostDoctorOptions? options = null, CancellationToken cancellationToken = default);
}

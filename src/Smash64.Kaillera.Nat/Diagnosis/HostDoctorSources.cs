using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat;

/// <summary>Whom a <see cref="HostDoctor"/> asks. What is left out it does without, or makes for itself.</summary>
public sealed record HostDoctorSources
{
    /// <summary>Gets what asks the program on this computer; <see langword="null"/> for one of the doctor's own.</summary>
    public IP2PProbe? Probe { get; init; }

    /// <summary>Gets what asks the router; <see langword="null"/> for one of the doctor's own.</summary>
    public IPortMapper? PortMapper { get; init; }

    /// <summary>Gets what asks STUN servers; <see langword="null"/> for one of the doctor's own.</summary>
    public IStunClient? Stun { get; init; }

    /// <summary>
    /// Gets a checker service, by its typed API; <see langword="null"/>, the default, for none: whoever is asked learns an address. Without
    /// any service the ring internet is skipped.
    /// </summary>
    public IKailleraCheckClient? Checks { get; init; }

    /// <summary>Gets a checker service by the original's calls, for those that have no typed API; or <see langword="null"/>.</summary>
    public IKailleraApiClient? Api { get; init; }
}

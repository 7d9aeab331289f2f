namespace Smash64.Kaillera.Servers;

/// <summary>Which port a user of a <see cref="KailleraPracticeServer"/> talks to once he has said HELLO.</summary>
public enum KailleraPracticePorts
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Each user has a port of his own, as EmuLinkerSF does it.</summary>
    PerUser,

    /// <summary>All talk to the doorway's port, and their addresses tell them apart, as EmuLinker-K does it.</summary>
    Shared,
}

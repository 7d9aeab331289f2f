using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Api;

/// <summary>News of a check that is followed: how far it has come, or what it found.</summary>
/// <param name="Progress">How far it has come; <see langword="null"/> where it is done.</param>
/// <param name="Check">The check with its result; <see langword="null"/> where it is under way.</param>
public sealed record KailleraCheckUpdate(P2PProbeProgress? Progress, KailleraCheck? Check)
{
    /// <summary>Gets a value indicating whether this tells what was found.</summary>
    [MemberNotNullWhen(true, nameof(Check))]
    public bool IsDone => Check is not null;
}

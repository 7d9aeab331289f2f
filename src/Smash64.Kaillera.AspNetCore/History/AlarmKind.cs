namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What is told of a server.</summary>
internal enum AlarmKind
{
    /// <summary>It does not answer any more.</summary>
    Down,

    /// <summary>It answers again.</summary>
    Up,

    /// <summary>It went and came back several times since it was last told of.</summary>
    Unsteady,
}

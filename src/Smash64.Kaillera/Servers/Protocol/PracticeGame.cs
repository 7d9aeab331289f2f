namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>A game that a user of a practice server opened. It waits for players for ever.</summary>
internal sealed class PracticeGame(uint id, string name, PracticeUser owner)
{
    /// <summary>How many a game holds: 8, as recorded.</summary>
    public const byte MaxPlayers = 8;

    public uint Id { get; } = id;

    public string Name { get; } = name;

    public PracticeUser Owner { get; } = owner;

    /// <summary>Gets who is in it, in the order in which they came.</summary>
    public List<PracticeUser> Players { get; } = [];
}

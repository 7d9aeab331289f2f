namespace Smash64.Kaillera.Servers;

/// <summary>A game on a Kaillera server.</summary>
/// <param name="Name">Its name, decoded, with U+FFFD for what can't be decoded or would steer a terminal.</param>
/// <param name="Id">The number that the server gave it, 0 to 4,294,967,295.</param>
/// <remarks>Its texts are strangers': escape them before a page shows them.</remarks>
public sealed record KailleraServerGame(string Name, long Id)
{
    /// <summary>Gets the name as it came, in the server's code page.</summary>
    public ReadOnlyMemory<byte> NameBytes { get; init; }

    /// <summary>Gets the name of the user who opened it, decoded as the game's.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>Gets the owner's emulator, decoded as the name. Who wants to join needs the same.</summary>
    public string Emulator { get; init; } = string.Empty;

    /// <summary>Gets how many are in it, 0 or more, or <see langword="null"/> where the server says nothing readable.</summary>
    public int? Players { get; init; }

    /// <summary>Gets how many can be in it, 0 or more, or <see langword="null"/> where the server says nothing readable.</summary>
    public int? MaxPlayers { get; init; }

    /// <summary>Gets how it stands.</summary>
    public KailleraGameStatus Status { get; init; }
}

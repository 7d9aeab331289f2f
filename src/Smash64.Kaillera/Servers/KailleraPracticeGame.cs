namespace Smash64.Kaillera.Servers;

/// <summary>A game on a <see cref="KailleraPracticeServer"/>: one that a user opened, or one the server pretends to have.</summary>
/// <param name="Name">The game's name.</param>
public sealed record KailleraPracticeGame(string Name)
{
    /// <summary>Gets its number on the server.</summary>
    /// <value>From 1. Of no meaning in the options: the server gives the numbers.</value>
    public int Id { get; init; }

    /// <summary>Gets the owner's name.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>Gets the name of the owner's emulator.</summary>
    public string Emulator { get; init; } = string.Empty;

    /// <summary>Gets how many are in it.</summary>
    /// <value>1 to <see cref="MaxPlayers"/>. The default is 1.</value>
    public int Players { get; init; } = 1;

    /// <summary>Gets how many can be in it.</summary>
    /// <value>1 to 255. The default is 8, which every game has that was opened here.</value>
    public int MaxPlayers { get; init; } = 8;

    /// <summary>Gets how it stands.</summary>
    /// <value>The default is <see cref="KailleraGameStatus.Waiting"/>, which every game is that was opened here.</value>
    public KailleraGameStatus Status { get; init; } = KailleraGameStatus.Waiting;
}

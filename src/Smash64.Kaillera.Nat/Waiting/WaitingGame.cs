namespace Smash64.Kaillera.Nat.Waiting;

/// <summary>A player who waits for an opponent, as he has told a list of waiting games.</summary>
/// <param name="Game">The game's name, as the emulator names it.</param>
/// <param name="Emulator">The emulator's name, without the code. Whoever joins needs the same.</param>
/// <param name="Code">The connect code to join him by, or <see langword="null"/> where he told none.</param>
/// <param name="UserName">The player's name.</param>
/// <param name="EndPoint">
/// Where he waits: the address that he is seen at, and the port that he sends from or, if he told one, that.
/// </param>
/// <param name="Ping">
/// The round trip between him and the server of the list, in whole milliseconds; <see langword="null"/> until it was measured, and for
/// clients that answer no question for it.
/// </param>
/// <remarks>
/// The names are strangers' texts. Those that a <see cref="WaitingGamesServer"/> gives hold no <c>|</c> and nothing that steers a
/// terminal, and are no longer than the P2P protocol lets them be (127, 127 and 31 characters); escape them before a page shows them.
/// </remarks>
public sealed record WaitingGame(string Game, string Emulator, string? Code, string UserName, IPEndPoint EndPoint, int? Ping);

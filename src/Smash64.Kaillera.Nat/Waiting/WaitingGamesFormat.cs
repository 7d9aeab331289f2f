using System.Globalization;
using System.Text;
using Smash64.Kaillera.Nat.Waiting.Protocol;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Nat.Waiting;

/// <summary>Writes lists of waiting games as clients read them, in UTF-8.</summary>
/// <remarks>
/// Whatever a name holds, it stays one field of one line: <c>|</c> is written as <c>/</c>, what steers a terminal as U+FFFD, and a name
/// that is too long is cut off. An empty name is written as <c>-</c>, since some clients pass over empty fields and count the rest wrongly.
/// <see cref="KailleraWaitingGamesParser"/> reads both formats.
/// </remarks>
public static class WaitingGamesFormat
{
    private const string Nothing = "-";

    /// <summary>Writes the list as today's clients read it, <c>plist.txt</c>: a line for each game, which ends in LF.</summary>
    /// <param name="games">The games.</param>
    /// <returns>
    /// Lines <c>game|emulator {CC:code}|user|address:port|ping</c>, without <c> {CC:code}</c> where there is no code; the ping in
    /// whole milliseconds, or nothing where it is not known. Empty for no games.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="games"/> is <see langword="null"/>.</exception>
    /// <remarks>Clients read the first four fields; the fifth is ours.</remarks>
    public static byte[] WriteToday(IEnumerable<WaitingGame> games)
    {
        ArgumentNullException.ThrowIfNull(games);

        var text = new StringBuilder();
        foreach (var game in games)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Name(game.Game, WaitingProtocol.MaxGameLength)}|{EmulatorOf(game)}|{UserOf(game)}|"
            );
            text.Append(CultureInfo.InvariantCulture, $"{game.EndPoint}|{game.Ping}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Writes the list as older clients read games on servers: all in one line, which ends in LF.</summary>
    /// <param name="games">The games.</param>
    /// <returns>
    /// For each game <c>game|address:port|user|emulator {CC:code}|1/2|P2P|-|</c>: one of two players is there, and the fields of the
    /// server say that there is none. Empty for no games.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="games"/> is <see langword="null"/>.</exception>
    public static byte[] WriteOlder(IEnumerable<WaitingGame> games)
    {
        ArgumentNullException.ThrowIfNull(games);

        var text = new StringBuilder();
        foreach (var game in games)
        {
            // Readers find a game by its address.
            var name = Name(game.Game, WaitingProtocol.MaxGameLength);
            name = ListAddress.IsMeant(Encoding.UTF8.GetBytes(name)) ? name.Replace(':', ' ') : name;
            text.Append(CultureInfo.InvariantCulture, $"{name}|{game.EndPoint}|{UserOf(game)}|{EmulatorOf(game)}|1/2|P2P|{Nothing}|");
        }

        return Encoding.UTF8.GetBytes(text.Length == 0 ? string.Empty : text.Append('\n').ToString());
    }

    private static string UserOf(WaitingGame game) => Name(game.UserName, WaitingProtocol.MaxUserLength);

    private static string EmulatorOf(WaitingGame game)
    {
        var name = WaitingText.CleanEmulator(game.Emulator);
        name = name.Length == 0 ? Nothing : name;
        return ListCode.IsCode(game.Code) ? $"{name} {{CC:{game.Code}}}" : name;
    }

    private static string Name(string? name, int maxLength) => WaitingText.Clean(name, maxLength) is { Length: > 0 } text ? text : Nothing;
}

using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Reads the formats of the public lists of waiting games. No I/O: hosts are not looked up.</summary>
/// <remarks>
/// <para>Games on servers: seven fields a game, with a <c>|</c> between all of them: game, address:port, user, emulator,
/// players/maxplayers, server, location. The games follow each other in one line, or stand in lines of their own. Names may hold a
/// <c>|</c> themselves, so a game is found by its address: it is whole if a count of players stands three fields behind that. What is
/// not is dropped and reported, and reading goes on at the next address. A game's name that holds a <c>|</c> is put together again
/// when the game before it was whole; when not, what stands between the last <c>|</c> and the address is taken for it.</para>
/// <para>In some code pages (932 and others) the byte of <c>|</c> also ends characters of two bytes; those don't divide
/// fields.</para>
/// <para>Players who wait without a server (<c>plist.txt</c>): a line each, game, emulator, user, address:port, and more fields
/// that are passed over; the emulator's name may end in <c> {CC:code}</c>, a connect code. A line is read so when its fourth field
/// is an address and it holds no whole game of the other format; when it could be both, a code decides.</para>
/// <para>The list of kaillera.com has the servers behind the games, in the format of <see cref="KailleraServerListParser"/>:
/// these lines are passed over without a report.</para>
/// <para>Nothing in a list can make this throw, and what it keeps is bounded by the list's length and by the arguments.</para>
/// </remarks>
public static class KailleraWaitingGamesParser
{
    /// <summary>The longest record of one game that is read, in bytes: 1,024, far more than its names need.</summary>
    public const int MaxRecordLength = 1024;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list's bytes.</param>
    /// <param name="encoding">
    /// The code page of its texts. <see langword="null"/> reads each of them as UTF-8 where it is well-formed, and as
    /// Windows-1252 elsewhere: <see cref="KailleraText.NameEncoding"/>.
    /// </param>
    /// <param name="maxEntries">The most games to read. What comes after them is counted as dropped.</param>
    /// <param name="maxDropped">The most drops to report one by one; all are counted.</param>
    /// <returns>The games in the list's order, without end points.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="encoding"/> does not write ASCII as single bytes, as UTF-16 does not.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxEntries"/> or <paramref name="maxDropped"/> is negative.
    /// </exception>
    public static KailleraListReport<KailleraWaitingGame> Parse(
        ReadOnlySpan<byte> list,
        Encoding? encoding = null,
        int maxEntries = KailleraServerListParser.DefaultMaxEntries,
        int maxDropped = KailleraServerListParser.DefaultMaxDropped
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        ArgumentOutOfRangeException.ThrowIfNegative(maxDropped);

        return new WaitingGamesReading(list, ListText.Checked(encoding), new(maxEntries, maxDropped)).Read();
    }

    /// <summary>Reads a list that is a text already.</summary>
    /// <param name="list">The list's text.</param>
    /// <param name="maxEntries">The most games to read. What comes after them is counted as dropped.</param>
    /// <param name="maxDropped">The most drops to report one by one; all are counted.</param>
    /// <returns>The games in the list's order, without end points.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxEntries"/> or <paramref name="maxDropped"/> is negative.
    /// </exception>
    public static KailleraListReport<KailleraWaitingGame> Parse(
        string list,
        int maxEntries = KailleraServerListParser.DefaultMaxEntries,
        int maxDropped = KailleraServerListParser.DefaultMaxDropped
    )
    {
        ArgumentNullException.ThrowIfNull(list);

        return Parse(Encoding.UTF8.GetBytes(list), Encoding.UTF8, maxEntries, maxDropped);
    }
}

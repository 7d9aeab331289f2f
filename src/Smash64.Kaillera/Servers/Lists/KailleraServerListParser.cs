using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Reads the format of the public server lists, two lines a server. No I/O: hosts are not looked up.</summary>
/// <remarks>
/// <para>A line with the server's name, then a line <c>address:port;users/maxusers;games;version;location</c>. Whatever stands
/// before the first of them, between them or in their place is skipped and reported, and reading goes on with the next address
/// line that makes sense; a server whose name line was lost has an empty name. Semicolons behind the fourth belong to the
/// location. Lines end in LF or CR LF; a byte order mark and empty lines are skipped.</para>
/// <para>Nothing in a list can make this throw, and what it keeps is bounded by the list's length and by the arguments.</para>
/// <para>Source of the format: the lists of kaillera.com and its successors, and the clients that read them.</para>
/// </remarks>
public static class KailleraServerListParser
{
    /// <summary>The longest line that is read, in bytes: 1,024, far more than a name and a location need.</summary>
    public const int MaxLineLength = 1024;

    /// <summary>The most entries that are read unless told otherwise: 10,000.</summary>
    /// <remarks>The n02 client reads 32 KiB of a list, which are a few hundred servers.</remarks>
    public const int DefaultMaxEntries = 10_000;

    /// <summary>The most drops that are reported one by one unless told otherwise: 100.</summary>
    public const int DefaultMaxDropped = 100;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list's bytes.</param>
    /// <param name="encoding">
    /// The code page of names, versions and locations. <see langword="null"/> reads each of them as UTF-8 where it is
    /// well-formed, and as Windows-1252 elsewhere: <see cref="KailleraText.NameEncoding"/>.
    /// </param>
    /// <param name="maxEntries">The most entries to read. What comes after them is counted as dropped.</param>
    /// <param name="maxDropped">The most drops to report one by one; all are counted.</param>
    /// <returns>The servers in the list's order, without end points.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="encoding"/> does not write ASCII as single bytes, as UTF-16 does not.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxEntries"/> or <paramref name="maxDropped"/> is negative.
    /// </exception>
    public static KailleraListReport<KailleraServerEntry> Parse(
        ReadOnlySpan<byte> list,
        Encoding? encoding = null,
        int maxEntries = DefaultMaxEntries,
        int maxDropped = DefaultMaxDropped
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        ArgumentOutOfRangeException.ThrowIfNegative(maxDropped);

        return new ServerListReading(list, ListText.Checked(encoding), new(maxEntries, maxDropped)).Read();
    }

    /// <summary>Reads a list that is a text already.</summary>
    /// <param name="list">The list's text.</param>
    /// <param name="maxEntries">The most entries to read. What comes after them is counted as dropped.</param>
    /// <param name="maxDropped">The most drops to report one by one; all are counted.</param>
    /// <returns>The servers in the list's order, without end points.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxEntries"/> or <paramref name="maxDropped"/> is negative.
    /// </exception>
    public static KailleraListReport<KailleraServerEntry> Parse(
        string list,
        int maxEntries = DefaultMaxEntries,
        int maxDropped = DefaultMaxDropped
    )
    {
        ArgumentNullException.ThrowIfNull(list);

        return Parse(Encoding.UTF8.GetBytes(list), Encoding.UTF8, maxEntries, maxDropped);
    }
}

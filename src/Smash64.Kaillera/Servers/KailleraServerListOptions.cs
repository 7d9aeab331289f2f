using System.Globalization;
using System.Text;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Servers;

/// <summary>Settings of a <see cref="KailleraServerList"/>. They are checked and copied when it is created.</summary>
public sealed class KailleraServerListOptions
{
    /// <summary>The longest a call may be told to take: five minutes.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The longest that looking up one host may be told to take: one minute.</summary>
    public static readonly TimeSpan MaxResolveTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The most lists of each kind: 16.</summary>
    public const int MaxLists = 16;

    private const int MinLength = 1024;
    private const int MaxLength = 16 * 1024 * 1024;
    private const int EntryLimit = 100_000;
    private const int ResolveLimit = 256;

    /// <summary>Gets the addresses of the public server lists.</summary>
    /// <remarks>Source: the clients that read them, over plain <c>http</c>.</remarks>
    public static IReadOnlyList<Uri> DefaultServerLists { get; } =
    [new("http://www.kaillera.com/raw_server_list2.php?version=0.9"), new("http://kaillerareborn.2manygames.fr/server_list.php")];

    /// <summary>Gets the addresses of the public lists of waiting games.</summary>
    /// <remarks>Source: the clients that read them.</remarks>
    public static IReadOnlyList<Uri> DefaultWaitingGamesLists { get; } =
    [new("http://www.kaillera.com/raw_server_list2.php?wg=1&version=0.9"), new("http://kaillerareborn.2manygames.fr/game_list.php")];

    /// <summary>Gets or sets the addresses of the server lists. All are asked at once; where two name a server, the first wins.</summary>
    /// <value>
    /// At most <see cref="MaxLists"/> (16) absolute <c>http</c> or <c>https</c> addresses without user name. The default is
    /// <see cref="DefaultServerLists"/>.
    /// </value>
    public IReadOnlyList<Uri> ServerLists { get; set; } = DefaultServerLists;

    /// <summary>Gets or sets the addresses of the lists of waiting games.</summary>
    /// <value>As for <see cref="ServerLists"/>. The default is <see cref="DefaultWaitingGamesLists"/>.</value>
    public IReadOnlyList<Uri> WaitingGamesLists { get; set; } = DefaultWaitingGamesLists;

    /// <summary>Gets or sets the code page of the lists' texts.</summary>
    /// <value>
    /// Must write ASCII as single bytes. The default, <see cref="KailleraText.NameEncoding"/>, reads each text as UTF-8
    /// where it is well-formed, and as Windows-1252 elsewhere.
    /// </value>
    public Encoding Encoding { get; set; } = KailleraText.NameEncoding;

    /// <summary>Gets or sets how long a call may take in all: fetching the lists, and looking up the hosts in them.</summary>
    /// <value>More than zero and at most <see cref="MaxTimeout"/> (five minutes). The default is 15 seconds.</value>
    /// <remarks>
    /// What has come by then is the result: a list that has not is among the failures, a host among the dropped.
    /// </remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets the longest list that is read, in bytes after decompression.</summary>
    /// <value>1,024 to 16,777,216 (16 MiB). The default is 1,048,576 (1 MiB).</value>
    public int MaxResponseLength { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets the most entries that are taken from one list.</summary>
    /// <value>1 to 100,000. The default is 10,000.</value>
    public int MaxEntries { get; set; } = KailleraServerListParser.DefaultMaxEntries;

    /// <summary>Gets or sets a value indicating whether addresses that only a part of the internet can reach stay in.</summary>
    /// <value>
    /// The default is <see langword="false"/>: addresses whose <see cref="AddressScope"/> is not <see cref="AddressScope.Public"/>
    /// are dropped, since anybody can put any address into a public list. <see langword="true"/> is for lists of one's own, and
    /// drops only what no server can have: multicast, broadcast, unspecified and reserved addresses.
    /// </value>
    public bool IncludePrivateAddresses { get; set; }

    /// <summary>Gets or sets how long looking up one host may take.</summary>
    /// <value>More than zero and at most <see cref="MaxResolveTimeout"/> (one minute). The default is 3 seconds.</value>
    public TimeSpan ResolveTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Gets or sets how many hosts are looked up at a time.</summary>
    /// <value>1 to 256. The default is 16.</value>
    public int MaxConcurrentResolves { get; set; } = 16;

    internal IEnumerable<string> FindErrors() =>
        [
            .. FindListErrors(nameof(ServerLists), ServerLists),
            .. FindListErrors(nameof(WaitingGamesLists), WaitingGamesLists),
            .. OptionRules.Broken(
                ListText.FindEncodingError(Encoding),
                OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "five minutes"),
                OptionRules.Timeout(nameof(ResolveTimeout), ResolveTimeout, MaxResolveTimeout, "one minute"),
                OptionRules.Count(nameof(MaxResponseLength), MaxResponseLength, MinLength, MaxLength),
                OptionRules.Count(nameof(MaxEntries), MaxEntries, 1, EntryLimit),
                OptionRules.Count(nameof(MaxConcurrentResolves), MaxConcurrentResolves, 1, ResolveLimit)
            ),
        ];

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraServerListOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (KailleraServerListOptions)MemberwiseClone();
        copy.ServerLists = [.. ServerLists];
        copy.WaitingGamesLists = [.. WaitingGamesLists];
        return copy;
    }

    private static IEnumerable<string> FindListErrors(string property, IReadOnlyList<Uri>? lists)
    {
        if (lists is null)
        {
            yield return $"{property} must not be null.";
            yield break;
        }

        if (lists.Count > MaxLists)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{property} must have at most {MaxLists} addresses; it has {lists.Count}."
            );
        }

        foreach (var list in lists)
        {
            if (
                list is not { IsAbsoluteUri: true, UserInfo.Length: 0 }
                || (list.Scheme != Uri.UriSchemeHttp && list.Scheme != Uri.UriSchemeHttps)
            )
            {
                yield return $"{property} must be absolute http or https addresses without user name; one is \"{list}\".";
            }
        }
    }
}

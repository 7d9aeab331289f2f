using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Servers;

/// <summary>Settings of a <see cref="KailleraPracticeServer"/>. They are checked and copied when it starts.</summary>
/// <remarks>The defaults are those of EmuLinkerSF, unless it says otherwise.</remarks>
public sealed class KailleraPracticeServerOptions
{
    private const int MostUsers = 1_000;
    private const int MostLines = 32;
    private const int LongestLine = 255;

    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>: all of this machine's addresses.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port of the doorway. Users' own ports are any free ones.</summary>
    /// <value>0 (any free port) to 65535. The default is <see cref="KailleraDefaults.ServerPort"/> (27888).</value>
    public int Port { get; set; } = KailleraDefaults.ServerPort;

    /// <summary>Gets or sets which port users talk to.</summary>
    /// <value>The default is <see cref="KailleraPracticePorts.PerUser"/>.</value>
    public KailleraPracticePorts Ports { get; set; } = KailleraPracticePorts.PerUser;

    /// <summary>Gets or sets how many places there are; whoever said HELLO holds one already.</summary>
    /// <value>1 to 1,000. The default is 100. Pretended users need no place.</value>
    public int MaxUsers { get; set; } = 100;

    /// <summary>Gets or sets the highest ping that is let in, as measured over the four acknowledgements of the login.</summary>
    /// <value>At least one millisecond, or <see langword="null"/> for no limit. The default is 250 milliseconds.</value>
    public TimeSpan? MaxPing { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets or sets the lines that each newcomer reads.</summary>
    /// <value>At most 32 lines of at most 255 characters. The default is one line that says what this is.</value>
    public IReadOnlyList<string> Announcements { get; set; } = ["This is a practice server: no game can be started here."];

    /// <summary>Gets or sets the line that everybody reads when somebody has come.</summary>
    /// <value>At most 255 characters, or <see langword="null"/> (the default) for none.</value>
    public string? ArrivalAnnouncement { get; set; }

    /// <summary>Gets or sets the lines that whoever opens or enters a game reads in its chat.</summary>
    /// <value>At most 32 lines of at most 255 characters. The default is none.</value>
    public IReadOnlyList<string> GameGreeting { get; set; } = [];

    /// <summary>Gets or sets the time that must lie between two lines of a user to everybody.</summary>
    /// <value>Zero for no limit. The default is 2 seconds.</value>
    public TimeSpan ChatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets after how much silence a user is thrown out.</summary>
    /// <value>
    /// More than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for never. The default is 190 seconds.
    /// Clients send a keep-alive every minute or so.
    /// </value>
    public TimeSpan SilentUserTimeout { get; set; } = TimeSpan.FromSeconds(190);

    /// <summary>Gets or sets how long a place is held for somebody who said HELLO, until his login is complete.</summary>
    /// <value>More than zero and at most one minute. The default is 3.75 seconds.</value>
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(3.75);

    /// <summary>
    /// Gets or sets a value indicating whether an address that says HELLO five times, with no other address in between, gets no
    /// answer to it from the fifth on, for two minutes.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>, as tests have one address only. EmuLinkerSF does so, except to administrators.
    /// </value>
    public bool BanRepeatedHellos { get; set; }

    /// <summary>Gets or sets the code page of names and lines.</summary>
    /// <value>
    /// Any that writes ASCII as single bytes. Bytes it cannot decode are passed on as <c>?</c>,
    /// or as U+FFFD where it can write that. The default, <see cref="KailleraText.NameEncoding"/>, reads
    /// UTF-8, Japanese and Windows-1252, and writes the last; EmuLinkerSF has Windows-1251.
    /// </value>
    public Encoding Encoding { get; set; } = KailleraText.NameEncoding;

    /// <summary>Gets or sets users that the server pretends to have. They say nothing and never leave.</summary>
    /// <value>At most 1,000. The default is none.</value>
    public IReadOnlyList<KailleraPracticeUser> PretendedUsers { get; set; } = [];

    /// <summary>Gets or sets games that the server pretends to have. Nobody can enter them.</summary>
    /// <value>At most 1,000. The default is none.</value>
    public IReadOnlyList<KailleraPracticeGame> PretendedGames { get; set; } = [];

    internal IEnumerable<string> FindErrors() => [.. FindPlaceErrors(), .. FindTimeErrors(), .. FindTextErrors(), .. FindPretenceErrors()];

    /// <summary>Copies the settings, so that later edits by the caller can't reach a running server.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraPracticeServerOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (KailleraPracticeServerOptions)MemberwiseClone();
        copy.Announcements = [.. Announcements];
        copy.GameGreeting = [.. GameGreeting];
        copy.PretendedUsers = [.. PretendedUsers];
        copy.PretendedGames = [.. PretendedGames];
        return copy;
    }

    private IEnumerable<string> FindPlaceErrors() =>
        OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            Ports is KailleraPracticePorts.PerUser or KailleraPracticePorts.Shared
                ? null
                : $"{nameof(Ports)} must be PerUser or Shared; it is {Ports}.",
            OptionRules.Count(nameof(MaxUsers), MaxUsers, 1, MostUsers)
        );

    private IEnumerable<string> FindTimeErrors() =>
        OptionRules.Broken(
            MaxPing < TimeSpan.FromMilliseconds(1)
                ? $"{nameof(MaxPing)} must be at least one millisecond, or null; it is {MaxPing}."
                : null,
            ChatInterval < TimeSpan.Zero ? $"{nameof(ChatInterval)} must not be negative; it is {ChatInterval}." : null,
            OptionRules.Patience(nameof(SilentUserTimeout), SilentUserTimeout),
            OptionRules.Timeout(nameof(LoginTimeout), LoginTimeout, TimeSpan.FromMinutes(1), "one minute")
        );

    private IEnumerable<string> FindTextErrors() =>
        OptionRules.Broken(
            KailleraText.FindEncodingError(Encoding),
            FindLineError(nameof(Announcements), Announcements),
            FindLineError(nameof(GameGreeting), GameGreeting),
            ArrivalAnnouncement is { Length: > LongestLine }
                ? $"{nameof(ArrivalAnnouncement)} must have at most {LongestLine} characters; it has {ArrivalAnnouncement.Length}."
                : null
        );

    private IEnumerable<string> FindPretenceErrors()
    {
        if (FindBad(PretendedUsers, IsPossible) is { } user)
        {
            yield return $"{nameof(PretendedUsers)} must be at most {MostUsers}, with names of 1 to 31 and emulators of at most 127 "
                + $"characters, a ping of 0 to one minute, a connection of 1 to 6 and a status that is known; {user}.";
        }

        if (FindBad(PretendedGames, IsPossible) is { } game)
        {
            yield return $"{nameof(PretendedGames)} must be at most {MostUsers}, with names of 1 to 127, emulators of at most 127 and "
                + "owners of at most 31 characters, at most 255 players, of which at least one is there, and a status that is known; "
                + $"{game}.";
        }
    }

    private static string? FindLineError(string name, IReadOnlyList<string>? lines) =>
        FindBad(lines, static line => line is { Length: <= LongestLine } && !line.Contains('\0', StringComparison.Ordinal), MostLines)
            is { } bad
            ? $"{name} must be at most {MostLines} lines of at most {LongestLine} characters without a NUL, which would end them; {bad}."
            : null;

    // What is wrong with a list: it is none, it is too long, or the first entry that breaks a rule.
    private static string? FindBad<T>(IReadOnlyList<T>? entries, Predicate<T> isGood, int most = MostUsers)
    {
        if (entries is null || entries.Count > most)
        {
            return entries is null ? "it is null" : $"there are {entries.Count}";
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (!isGood(entries[i]))
            {
                return $"[{i}] is {Describe(entries[i])}";
            }
        }

        return null;
    }

    private static string Describe(object? entry) =>
        entry switch
        {
            null => "null",
            string { Length: > LongestLine } line => $"{line.Length} characters long",
            _ => KailleraText.Clean(entry.ToString()),
        };

    private static bool IsPossible(KailleraPracticeUser? user) =>
        user is { Name.Length: >= 1 and <= KailleraProtocol.MaxUserNameLength, Emulator.Length: <= KailleraProtocol.MaxEmulatorNameLength }
        && user.Ping >= TimeSpan.Zero
        && user.Ping <= TimeSpan.FromMinutes(1)
        && user.Connection is >= KailleraConnection.Lan and <= KailleraConnection.Bad
        && user.Status is KailleraUserStatus.Playing or KailleraUserStatus.Idle;

    private static bool IsPossible(KailleraPracticeGame? game) =>
        game is { Name.Length: >= 1 and <= KailleraProtocol.MaxGameNameLength, Emulator.Length: <= KailleraProtocol.MaxEmulatorNameLength }
        && game.Owner is { Length: <= KailleraProtocol.MaxUserNameLength }
        && game.Players >= 1
        && game.Players <= game.MaxPlayers
        && game.MaxPlayers <= byte.MaxValue
        && game.Status is KailleraGameStatus.Waiting or KailleraGameStatus.Playing or KailleraGameStatus.Synchronizing;
}

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Why something in a list is not among the report's entries.</summary>
public enum KailleraListDropReason
{
    /// <summary>Nothing is known about the reason.</summary>
    Unknown,

    /// <summary>
    /// A line that no address belongs to: a name whose address line was lost, a page that is no list, or anything else.
    /// </summary>
    NoAddress,

    /// <summary>A line, or a game's record, that is longer than its names can need.</summary>
    TooLong,

    /// <summary>An address with too few fields behind it, as where a list was cut off.</summary>
    MissingFields,

    /// <summary>What stands before the colon is neither an IPv4 address nor a host name.</summary>
    InvalidHost,

    /// <summary>The port is not a number from 1 to 65535.</summary>
    InvalidPort,

    /// <summary>A count of users, games or players is not a whole number from 0 to 2,147,483,647.</summary>
    InvalidNumber,

    /// <summary>The list has more entries than are read.</summary>
    TooMany,

    /// <summary>The host's name has no IPv4 address, or nobody said so in time.</summary>
    Unresolved,

    /// <summary>The address can't be reached from the internet: see <see cref="AddressScope"/>.</summary>
    NotPublic,

    /// <summary>The same server, or the same game, came before.</summary>
    Duplicate,
}

namespace Smash64.Kaillera.P2P;

/// <summary>Why a path led to no host.</summary>
public enum P2PPathFailure
{
    /// <summary>Nothing is known that failed.</summary>
    None,

    /// <summary>The relay or the rendezvous did not answer at all.</summary>
    NoAnswer,

    /// <summary>It answers, but knows no such host: no Autopunch there, or a code that nobody has.</summary>
    UnknownHost,

    /// <summary>It knows the code, whose host is not there now.</summary>
    HostOffline,

    /// <summary>It knows the host, who is busy with another joiner.</summary>
    HostBusy,

    /// <summary>It refused to say: too many have asked, or it does not know the question.</summary>
    Refused,

    /// <summary>It named an address that is not asked: not a public one, though it stands at a public one itself.</summary>
    UnfitAddress,

    /// <summary>
    /// The host's datagrams come from another port than the one that was told: its router gives each destination a port of its own
    /// (or remembers strays), so an opponent, who knows only the told one, does not get through.
    /// </summary>
    OtherPort,

    /// <summary>The host was told of, and nothing of it came through.</summary>
    Silence,
}

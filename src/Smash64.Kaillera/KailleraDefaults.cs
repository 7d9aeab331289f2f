namespace Smash64.Kaillera;

/// <summary>The ports and limits of the n02 P2P and Kaillera protocols, each with its source.</summary>
public static class KailleraDefaults
{
    /// <summary>The UDP port an n02 P2P host listens on unless its player chose another: 27886.</summary>
    /// <remarks>Source: the <i>Host Port</i> field of the n02 client and the port field of the P2P hosting page.</remarks>
    public const int P2PPort = 27886;

    /// <summary>The UDP port of a Kaillera server's doorway unless its operator chose another: 27888.</summary>
    /// <remarks>Source: the Kaillera 0.86 server's default configuration.</remarks>
    public const int ServerPort = 27888;

    /// <summary>The smallest port the hosting page takes: 1025.</summary>
    /// <remarks>Source: the page's rule, a number greater than 1024.</remarks>
    public const int MinPort = 1025;

    /// <summary>The largest port the hosting page takes: 65534.</summary>
    /// <remarks>Source: the page's rule, a number smaller than 65535. (Its input field says 65535 by mistake.)</remarks>
    public const int MaxPort = 65534;

    /// <summary>The host name of the public rendezvous for connect codes: a setting's default, which tests never ask.</summary>
    /// <remarks>Source: the n02 client of RMG-K.</remarks>
    public const string RendezvousHost = "nat.smash64.net";

    /// <summary>The UDP port of a rendezvous for connect codes: 6264.</summary>
    /// <remarks>Source: the n02 client of RMG-K. Its Qt client asks the same server's port 6364.</remarks>
    public const int RendezvousPort = 6264;

    /// <summary>The host name of Autopunch's public relay: a setting's default, which tests never ask.</summary>
    /// <remarks>Source: Autopunch's source.</remarks>
    public const string AutopunchRelayHost = "delthas.fr";

    /// <summary>The UDP port of Autopunch's relay: 14763.</summary>
    /// <remarks>Source: Autopunch's source.</remarks>
    public const int AutopunchRelayPort = 14763;
}

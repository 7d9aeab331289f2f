namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The sizes and limits of the Kaillera 0.86 server protocol.</summary>
/// <remarks>Source: public protocol notes, checked against recordings of EmuLinkerSF 93.2; docs/kaillera-protocol.md draws it.</remarks>
public static class KailleraProtocol
{
    /// <summary>The most messages in a datagram: 255, what the count byte can say. The recordings have up to 13.</summary>
    internal const int MaxMessages = byte.MaxValue;

    /// <summary>
    /// How many of its latest messages a client puts into each datagram: 3, the newest among them. One that is recorded puts in
    /// all that it ever sent; servers take both.
    /// </summary>
    internal const int ClientRepeats = 3;

    /// <summary>
    /// How many of its latest messages a server puts into each datagram: 5, the newest among them. More come when the client's
    /// repeats show that it waits.
    /// </summary>
    internal const int ServerRepeats = 5;

    /// <summary>How often a server asks for an acknowledgement while a client logs in: 4 times, to measure its ping.</summary>
    internal const int LoginAcks = 4;

    /// <summary>The longest user name that servers take: 31 bytes.</summary>
    public const int MaxUserNameLength = 31;

    /// <summary>The longest emulator name that servers take: 127 bytes.</summary>
    public const int MaxEmulatorNameLength = 127;

    /// <summary>The longest game name that servers take: 127 bytes.</summary>
    internal const int MaxGameNameLength = 127;

    /// <summary>The user number that a client writes where a server would name the user: FFFF.</summary>
    internal const ushort NoUser = ushort.MaxValue;

    /// <summary>The game number that a client writes for a game that has none yet: FFFFFFFF.</summary>
    internal const uint NoGame = uint.MaxValue;

    /// <summary>Room for every datagram that this library writes: 1,400 bytes, below what a path fragments.</summary>
    public const int MaxDatagramLength = 1_400;

    // number 2, length 2, type 1
    internal const int MessageHeaderLength = 5;

    /// <summary>Gets what every <see cref="Messages.KailleraAckMessage"/> holds: 0, 1, 2 and 3 of 4 bytes each.</summary>
    internal static ReadOnlySpan<byte> AckValues => [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0];

    /// <summary>Gets the version that clients of Kaillera 0.83 to 0.9 name at the doorway: <c>0.83</c>.</summary>
    internal static ReadOnlySpan<byte> DoorwayVersion => "0.83"u8;
}

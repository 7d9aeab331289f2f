namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>The sizes and limits of the n02 P2P protocol.</summary>
/// <remarks>Source: recordings of n02 v0r6 and of the n02 of RMG-K; docs/protocol.md draws them.</remarks>
public static class P2PProtocol
{
    /// <summary>The most instructions in a datagram: 14. A host drops a datagram that says 15 or more.</summary>
    internal const int MaxInstructions = 14;

    /// <summary>How far ahead of the last serial it has taken a host accepts the newest one: 14.</summary>
    internal const int SerialWindow = 14;

    /// <summary>How many of its latest instructions an n02 program repeats in each datagram: 3.</summary>
    internal const int RepeatedInstructions = 3;

    /// <summary>The longest body of an instruction: 254 bytes, since the length byte counts the type as well.</summary>
    internal const int MaxBodyLength = byte.MaxValue - 1;

    /// <summary>The size of a user name on the wire: 32 bytes, padded with NUL.</summary>
    public const int UserNameSize = 32;

    /// <summary>The size of an emulator name on the wire: 128 bytes, padded with NUL.</summary>
    public const int ClientNameSize = 128;

    /// <summary>The size of a game name on the wire: 128 bytes, padded with NUL.</summary>
    internal const int GameNameSize = 128;

    /// <summary>The longest user name a sender writes: 31 bytes, so that a NUL follows.</summary>
    public const int MaxUserNameLength = UserNameSize - 1;

    /// <summary>The longest emulator name a sender writes: 127 bytes, so that a NUL follows.</summary>
    public const int MaxClientNameLength = ClientNameSize - 1;

    /// <summary>The longest game name a sender writes: 127 bytes, so that a NUL follows.</summary>
    internal const int MaxGameNameLength = GameNameSize - 1;

    /// <summary>The longest chat line: 249 bytes, what a body has left beside the frame number and the NUL.</summary>
    public const int MaxChatLength = MaxBodyLength - sizeof(int) - 1;

    /// <summary>The most lines a probe says: 7. With login, pings, confirmation and EXIT they fill the 15 serials there are.</summary>
    public const int MaxGreetingLines = 7;

    /// <summary>The most bytes a probe says in all: 900, so that the whole history fits into one unfragmented datagram.</summary>
    public const int MaxGreetingLength = 900;

    /// <summary>A raw frame, text for the side channel, begins with a count of 0 and is longer than this: 5 bytes.</summary>
    internal const int MaxIgnoredRawLength = 5;

    /// <summary>Room for every datagram of this library's conversations: 1,400 bytes, below what a path fragments.</summary>
    public const int MaxDatagramLength = 1_400;

    /// <summary>
    /// What a datagram weighs on the wire beside its payload: 28 bytes, an IPv4 header without options (20) and UDP's (8).
    /// </summary>
    public const int HeadersLength = 28;

    /// <summary>Gets the raw frame <c>PINGRQ</c>, the knock: 8 bytes that take no seat and that no player sees.</summary>
    public static ReadOnlySpan<byte> Knock => "\0PINGRQ\0"u8;

    /// <summary>Gets the raw frame that hosts of the second and third generation answer a knock with: 12 bytes.</summary>
    public static ReadOnlySpan<byte> KnockReply => "\0xxxxxxxxxx\0"u8;

    /// <summary>Gets how long a room of the third generation tries to reach a newcomer before it throws him out.</summary>
    internal static TimeSpan RoomPatience { get; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Gets the text in <see cref="Knock"/>, which hosts also take without the NUL behind it.</summary>
    internal static ReadOnlySpan<byte> KnockText => "PINGRQ"u8;
}

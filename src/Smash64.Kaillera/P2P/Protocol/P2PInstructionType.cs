namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>The instructions of the n02 P2P protocol, by their byte on the wire.</summary>
/// <remarks>
/// The low four bits are the n02 type, the high four its flags. The zero member is a login request because that is what
/// the byte means; there is no byte for "don't know". Source: recordings of n02 v0r6 and of the n02 of RMG-K.
/// </remarks>
public enum P2PInstructionType : byte
{
    /// <summary>LOGN_REQ, "may I join": user name (32 bytes), emulator name (128), in the third generation a port (4).</summary>
    LoginRequest = 0x00,

    /// <summary>LOGN_RPOS. From the host, "accepted": user name (32), game name (128). From the peer, "confirmed": empty.</summary>
    LoginAccepted = 0x10,

    /// <summary>LOGN_RNEG. From the host, "the room is full"; from the peer, "I give up". Empty.</summary>
    LoginRefused = 0x20,

    /// <summary>PING: any bytes, which the receiver sends back. A host's own holds its memory: never log or show it.</summary>
    Ping = 0x01,

    /// <summary>The echo of a PING, with the same bytes.</summary>
    PingEcho = 0x11,

    /// <summary>The player is ready. Empty.</summary>
    PlayerReady = 0x02,

    /// <summary>The player is not ready. Empty.</summary>
    PlayerNotReady = 0x12,

    /// <summary>Clock synchronisation, first step: 4 bytes.</summary>
    ClockSync0 = 0x03,

    /// <summary>Clock synchronisation, second step: 4 bytes.</summary>
    ClockSync1 = 0x13,

    /// <summary>Clock synchronisation, third step: 4 bytes.</summary>
    ClockSync2 = 0x23,

    /// <summary>Clock synchronisation, last step: 4 bytes.</summary>
    ClockSync4 = 0x43,

    /// <summary>The frame delay: 4 bytes. Does nothing in a lobby, so it serves as filler, with an empty body.</summary>
    FrameDelay = 0x04,

    /// <summary>Load the game. Empty.</summary>
    GameLoad = 0x05,

    /// <summary>The game is loaded. Empty.</summary>
    GameLoaded = 0x15,

    /// <summary>The game starts: 4 bytes.</summary>
    GameStart = 0x06,

    /// <summary>Input of a running game.</summary>
    GameData = 0x07,

    /// <summary>The player drops out of the game. Empty.</summary>
    GameDrop = 0x08,

    /// <summary>A chat line: frame number (4), text, NUL.</summary>
    Chat = 0x09,

    /// <summary>EXIT: the sender leaves. Empty.</summary>
    Exit = 0x0A,
}

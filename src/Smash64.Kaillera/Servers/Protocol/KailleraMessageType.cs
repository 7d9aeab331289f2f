namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The types of a Kaillera 0.86 message, in both directions.</summary>
/// <remarks>
/// Source: public protocol notes, checked against recordings of EmuLinkerSF 93.2; docs/kaillera-protocol.md draws the bodies.
/// </remarks>
public enum KailleraMessageType : byte
{
    /// <summary>No type of the protocol.</summary>
    Unknown = 0x00,

    /// <summary>A user leaves the server: <see cref="Messages.KailleraNoticeMessage"/>.</summary>
    Quit = 0x01,

    /// <summary>The server tells that a user has come: <see cref="Messages.KailleraUserJoinedMessage"/>.</summary>
    UserJoined = 0x02,

    /// <summary>A client asks to be let in: <see cref="Messages.KailleraLoginMessage"/>.</summary>
    Login = 0x03,

    /// <summary>The server lists users and games: <see cref="Messages.KailleraStatusMessage"/>. Long lists come in several.</summary>
    ServerStatus = 0x04,

    /// <summary>The server measures a client's ping: <see cref="Messages.KailleraAckMessage"/>.</summary>
    ServerAck = 0x05,

    /// <summary>The client's answer to that: <see cref="Messages.KailleraAckMessage"/>.</summary>
    ClientAck = 0x06,

    /// <summary>A line that everybody on the server reads: <see cref="Messages.KailleraTextMessage"/>.</summary>
    GlobalChat = 0x07,

    /// <summary>A line that everybody in the game reads: <see cref="Messages.KailleraTextMessage"/>.</summary>
    GameChat = 0x08,

    /// <summary>A client is still there: <see cref="Messages.KailleraBareMessage"/>. It is not answered.</summary>
    KeepAlive = 0x09,

    /// <summary>A user opens a game: <see cref="Messages.KailleraCreateGameMessage"/>.</summary>
    CreateGame = 0x0A,

    /// <summary>A user leaves his game: <see cref="Messages.KailleraUserMessage"/>.</summary>
    QuitGame = 0x0B,

    /// <summary>A user enters a game: <see cref="Messages.KailleraJoinGameMessage"/>.</summary>
    JoinGame = 0x0C,

    /// <summary>The server lists who is in a game already: <see cref="Messages.KailleraPlayersMessage"/>.</summary>
    PlayerInformation = 0x0D,

    /// <summary>The server tells how a game stands: <see cref="Messages.KailleraGameStatusMessage"/>.</summary>
    GameStatus = 0x0E,

    /// <summary>A game's owner throws somebody out: <see cref="Messages.KailleraUserMessage"/>.</summary>
    Kick = 0x0F,

    /// <summary>A game is over: <see cref="Messages.KailleraGameMessage"/>.</summary>
    CloseGame = 0x10,

    /// <summary>A game begins: <see cref="Messages.KailleraStartGameMessage"/>.</summary>
    StartGame = 0x11,

    /// <summary>Input of the players: <see cref="Messages.KailleraGameDataMessage"/>.</summary>
    GameData = 0x12,

    /// <summary>The same input as in an earlier <see cref="GameData"/>: <see cref="Messages.KailleraSlotMessage"/>.</summary>
    CachedGameData = 0x13,

    /// <summary>A player drops out of a running game: <see cref="Messages.KailleraSlotMessage"/>.</summary>
    Drop = 0x14,

    /// <summary>A player has loaded the game: <see cref="Messages.KailleraBareMessage"/>.</summary>
    Ready = 0x15,

    /// <summary>The server lets a client not in, or no longer: <see cref="Messages.KailleraNoticeMessage"/>.</summary>
    Rejected = 0x16,

    /// <summary>A line of the server's own: <see cref="Messages.KailleraTextMessage"/>.</summary>
    Information = 0x17,
}

namespace Smash64.Kaillera.Servers.Protocol.Messages;

// The bodies of the messages, as one table: a message is read in the order of its properties, and written in the order that its
// last line names. Texts are bytes in the server's code page with a NUL behind them; numbers are little-endian, 4, 2 or 1 bytes.
// docs/kaillera-protocol.md tells what each is for.

/// <summary><see cref="KailleraMessageType.CreateGame"/>: a game is opened.</summary>
internal readonly ref struct KailleraCreateGameMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the owner's name, empty from a client.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    public ReadOnlySpan<byte> Game { get; init; } = body.Text();

    /// <summary>Gets the owner's emulator, empty from a client.</summary>
    public ReadOnlySpan<byte> Emulator { get; init; } = body.Text();

    /// <summary>Gets the game's number; <see cref="KailleraProtocol.NoGame"/> from a client.</summary>
    public uint GameId { get; init; } = body.UInt32();

    public static bool TryRead(KailleraMessage message, out KailleraCreateGameMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.CreateGame);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).Text(Game).Text(Emulator).UInt32(GameId).Length;
}

/// <summary><see cref="KailleraMessageType.CloseGame"/>: which game it is about.</summary>
internal readonly ref struct KailleraGameMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    public uint GameId { get; init; } = body.UInt32();

    public static bool TryRead(KailleraMessage message, out KailleraGameMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.CloseGame);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(Prefix).UInt32(GameId).Length;
}

/// <summary><see cref="KailleraMessageType.GameStatus"/>: how a game stands.</summary>
internal readonly ref struct KailleraGameStatusMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    public uint GameId { get; init; } = body.UInt32();

    /// <summary>Gets what it does: 0 waits, 1 plays, 2 synchronises.</summary>
    public byte Status { get; init; } = body.Byte();

    /// <summary>Gets how many are in it.</summary>
    public byte Players { get; init; } = body.Byte();

    /// <summary>Gets how many can be.</summary>
    public byte MaxPlayers { get; init; } = body.Byte();

    public static bool TryRead(KailleraMessage message, out KailleraGameStatusMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.GameStatus);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target).Text(Prefix).UInt32(GameId).Byte(Status).Byte(Players).Byte(MaxPlayers).Length;
}

/// <summary><see cref="KailleraMessageType.JoinGame"/>: a game is entered.</summary>
internal readonly ref struct KailleraJoinGameMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    public uint GameId { get; init; } = body.UInt32();

    /// <summary>Gets the user's name, empty from a client.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    /// <summary>Gets the ping that the server measured, in milliseconds; 0 from a client.</summary>
    public uint Ping { get; init; } = body.UInt32();

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; } = body.UInt16();

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; } = body.Connection();

    public static bool TryRead(KailleraMessage message, out KailleraJoinGameMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.JoinGame);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target).Text(Prefix).UInt32(GameId).Text(User).UInt32(Ping).UInt16(UserId).Connection(Connection).Length;
}

/// <summary><see cref="KailleraMessageType.PlayerInformation"/>: who is in the game already.</summary>
internal readonly ref struct KailleraPlayersMessage
{
    private KailleraPlayersMessage(scoped ref KailleraBodyReader body)
    {
        Prefix = body.Text();
        PlayerCount = body.UInt32();
        Players = body.Entries(PlayerCount, KailleraPlayer.Skip);
    }

    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets how many players it lists. The one who has just entered is not among them.</summary>
    public uint PlayerCount { get; init; }

    /// <summary>Gets the players, for <see cref="KailleraPlayer.TryRead"/>.</summary>
    public ReadOnlySpan<byte> Players { get; init; }

    public static bool TryRead(KailleraMessage message, out KailleraPlayersMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.PlayerInformation);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target).Text(Prefix).UInt32(PlayerCount).Entries(Players, PlayerCount, KailleraPlayer.Skip).Length;
}

/// <summary>One player in a <see cref="KailleraPlayersMessage"/>.</summary>
internal readonly ref struct KailleraPlayer(scoped ref KailleraBodyReader body)
{
    public ReadOnlySpan<byte> Name { get; init; } = body.Text();

    /// <summary>Gets the ping that the server measured, in milliseconds; 0 from a client.</summary>
    public uint Ping { get; init; } = body.UInt32();

    public ushort UserId { get; init; } = body.UInt16();

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; } = body.Connection();

    /// <summary>Reads the next entry.</summary>
    /// <param name="unread">The entries that are still unread; the one that was read is taken off.</param>
    /// <param name="content">The entry.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraPlayer content)
    {
        var body = new KailleraBodyReader(unread);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        unread = body.IsWhole ? unread[body.Position..] : unread;
        return body.IsWhole;
    }

    /// <summary>Passes over the next entry.</summary>
    public static bool Skip(ref ReadOnlySpan<byte> unread) => TryRead(ref unread, out _);

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target).Text(Name).UInt32(Ping).UInt16(UserId).Connection(Connection).Length;
}

/// <summary><see cref="KailleraMessageType.QuitGame"/> and <see cref="KailleraMessageType.Kick"/>: who leaves a game, or is sent out of it.</summary>
internal readonly ref struct KailleraUserMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the user's name, empty from a client.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; } = body.UInt16();

    public static bool TryRead(KailleraMessage message, out KailleraUserMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.QuitGame or KailleraMessageType.Kick);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).UInt16(UserId).Length;
}

/// <summary><see cref="KailleraMessageType.StartGame"/>: a game begins.</summary>
internal readonly ref struct KailleraStartGameMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    /// <summary>Gets the delay in frames; FFFF from a client.</summary>
    public ushort FrameDelay { get; init; } = body.UInt16();

    /// <summary>Gets which player the receiver is, from 1; FF from a client.</summary>
    public byte Player { get; init; } = body.Byte();

    /// <summary>Gets how many play; FF from a client.</summary>
    public byte Players { get; init; } = body.Byte();

    public static bool TryRead(KailleraMessage message, out KailleraStartGameMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.StartGame);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(Prefix).UInt16(FrameDelay).Byte(Player).Byte(Players).Length;
}

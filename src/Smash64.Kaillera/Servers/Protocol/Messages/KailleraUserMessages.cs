namespace Smash64.Kaillera.Servers.Protocol.Messages;

// The bodies of the messages, as one table: a message is read in the order of its properties, and written in the order that its
// last line names. Texts are bytes in the server's code page with a NUL behind them; numbers are little-endian, 4, 2 or 1 bytes.
// docs/kaillera-protocol.md tells what each is for.

/// <summary><see cref="KailleraMessageType.Login"/>: a client asks to be let in.</summary>
internal readonly ref struct KailleraLoginMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the name it wants.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    public ReadOnlySpan<byte> Emulator { get; init; } = body.Text();

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; } = body.Connection();

    public static bool TryRead(KailleraMessage message, out KailleraLoginMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.Login);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).Text(Emulator).Connection(Connection).Length;
}

/// <summary><see cref="KailleraMessageType.UserJoined"/>: somebody has come.</summary>
internal readonly ref struct KailleraUserJoinedMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the user's name.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; } = body.UInt16();

    /// <summary>Gets the ping that the server measured, in milliseconds; 0 from a client.</summary>
    public uint Ping { get; init; } = body.UInt32();

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; } = body.Connection();

    public static bool TryRead(KailleraMessage message, out KailleraUserJoinedMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.UserJoined);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target).Text(User).UInt16(UserId).UInt32(Ping).Connection(Connection).Length;
}

/// <summary><see cref="KailleraMessageType.Quit"/> and <see cref="KailleraMessageType.Rejected"/>: why somebody is not, or no longer, on the server.</summary>
internal readonly ref struct KailleraNoticeMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the user's name; empty from a client, <c>server</c> in a rejection.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; } = body.UInt16();

    /// <summary>Gets the user's last words, or the server's reason.</summary>
    public ReadOnlySpan<byte> Text { get; init; } = body.Text();

    public static bool TryRead(KailleraMessage message, out KailleraNoticeMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.Quit or KailleraMessageType.Rejected);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).UInt16(UserId).Text(Text).Length;
}

/// <summary><see cref="KailleraMessageType.ServerStatus"/>: who and what is on the server. A long status comes in several messages.</summary>
internal readonly ref struct KailleraStatusMessage
{
    private KailleraStatusMessage(scoped ref KailleraBodyReader body)
    {
        Prefix = body.Text();
        UserCount = body.UInt32();
        GameCount = body.UInt32();
        Users = body.Entries(UserCount, KailleraStatusUser.Skip);
        Games = body.Entries(GameCount, KailleraStatusGame.Skip);
    }

    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets how many users this message lists. The one who reads it is not among them.</summary>
    public uint UserCount { get; init; }

    /// <summary>Gets how many games this message lists.</summary>
    public uint GameCount { get; init; }

    /// <summary>Gets the users, for <see cref="KailleraStatusUser.TryRead"/>.</summary>
    public ReadOnlySpan<byte> Users { get; init; }

    /// <summary>Gets the games, for <see cref="KailleraStatusGame.TryRead"/>.</summary>
    public ReadOnlySpan<byte> Games { get; init; }

    public static bool TryRead(KailleraMessage message, out KailleraStatusMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.ServerStatus);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) =>
        new KailleraBodyWriter(target)
            .Text(Prefix)
            .UInt32(UserCount)
            .UInt32(GameCount)
            .Entries(Users, UserCount, KailleraStatusUser.Skip)
            .Entries(Games, GameCount, KailleraStatusGame.Skip)
            .Length;
}

/// <summary>One user in a <see cref="KailleraStatusMessage"/>.</summary>
/// <remarks>
/// The two bytes are the user's status and connection, and servers differ in their order: EmuLinkerSF has the status first,
/// public protocol notes have the connection first.
/// </remarks>
internal readonly ref struct KailleraStatusUser(scoped ref KailleraBodyReader body)
{
    public ReadOnlySpan<byte> Name { get; init; } = body.Text();

    /// <summary>Gets the ping that the server measured, in milliseconds; 0 from a client.</summary>
    public uint Ping { get; init; } = body.UInt32();

    /// <summary>Gets the status or the connection.</summary>
    public byte BeforeId { get; init; } = body.Byte();

    public ushort UserId { get; init; } = body.UInt16();

    /// <summary>Gets the connection or the status.</summary>
    public byte BehindId { get; init; } = body.Byte();

    /// <summary>Reads the next entry.</summary>
    /// <param name="unread">The entries that are still unread; the one that was read is taken off.</param>
    /// <param name="content">The entry.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraStatusUser content)
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
        new KailleraBodyWriter(target).Text(Name).UInt32(Ping).Byte(BeforeId).UInt16(UserId).Byte(BehindId).Length;
}

/// <summary>One game in a <see cref="KailleraStatusMessage"/>.</summary>
internal readonly ref struct KailleraStatusGame(scoped ref KailleraBodyReader body)
{
    public ReadOnlySpan<byte> Name { get; init; } = body.Text();

    public uint GameId { get; init; } = body.UInt32();

    public ReadOnlySpan<byte> Emulator { get; init; } = body.Text();

    public ReadOnlySpan<byte> Owner { get; init; } = body.Text();

    /// <summary>Gets how many are in it of how many that can be: <c>1/8</c>.</summary>
    public ReadOnlySpan<byte> Players { get; init; } = body.Text();

    /// <summary>Gets what it does: 0 waits, 1 plays, 2 synchronises.</summary>
    public byte Status { get; init; } = body.Byte();

    /// <summary>Reads the next entry.</summary>
    /// <param name="unread">The entries that are still unread; the one that was read is taken off.</param>
    /// <param name="content">The entry.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraStatusGame content)
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
        new KailleraBodyWriter(target).Text(Name).UInt32(GameId).Text(Emulator).Text(Owner).Text(Players).Byte(Status).Length;
}

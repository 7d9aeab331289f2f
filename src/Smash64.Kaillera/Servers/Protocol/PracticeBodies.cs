using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The bodies that a practice server says.</summary>
internal static class PracticeBodies
{
    // Written so by EmuLinkerSF: small in notices, with a capital in games.
    private static ReadOnlySpan<byte> ServerName => "server"u8;

    private static ReadOnlySpan<byte> ServerNameInGames => "Server"u8;

    /// <summary>Gets the four numbers that both sides of an acknowledgement say, whichever it is.</summary>
    private static ReadOnlySpan<byte> AckValues => [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0];

    public static byte[] Ack() => [0, .. AckValues];

    public static byte[] Rejected(PracticeContext context, PracticeUser user, string text)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        return buffer[
            ..new KailleraNoticeMessage
            {
                User = ServerName,
                UserId = user.Id,
                Text = context.EncodeLine(text),
            }.Write(buffer)
        ]
            .ToArray();
    }

    public static byte[] Quit(PracticeContext context, PracticeUser user, string text)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraNoticeMessage
        {
            User = context.EncodeName(user.Name),
            UserId = user.Id,
            Text = context.EncodeLine(text),
        };
        return buffer[..body.Write(buffer)].ToArray();
    }

    public static byte[] Joined(PracticeContext context, PracticeUser user)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraUserJoinedMessage
        {
            User = context.EncodeName(user.Name),
            UserId = user.Id,
            Ping = (uint)user.Ping,
            Connection = user.Connection,
        };
        return buffer[..body.Write(buffer)].ToArray();
    }

    public static byte[] Information(PracticeContext context, string text) => Line(ServerName, context.EncodeLine(text));

    public static byte[] GameInformation(PracticeContext context, string text) => Line(ServerNameInGames, context.EncodeLine(text));

    public static byte[] Chat(PracticeContext context, PracticeUser user, string text) =>
        Line(context.EncodeName(user.Name), context.EncodeLine(text));

    public static byte[] GameCreated(PracticeContext context, PracticeGame game)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraCreateGameMessage
        {
            User = context.EncodeName(game.Owner.Name),
            Game = context.EncodeName(game.Name),
            Emulator = context.EncodeName(game.Owner.Emulator),
            GameId = game.Id,
        };
        return buffer[..body.Write(buffer)].ToArray();
    }

    public static byte[] GameStatus(PracticeGame game)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraGameStatusMessage
        {
            GameId = game.Id,
            Status = Code(KailleraGameStatus.Waiting),
            Players = (byte)game.Players.Count,
            MaxPlayers = PracticeGame.MaxPlayers,
        };
        return buffer[..body.Write(buffer)].ToArray();
    }

    /// <summary>Lists who was in the game before this player.</summary>
    public static byte[] Players(PracticeContext context, PracticeGame game, PracticeUser newcomer)
    {
        Span<byte> players = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var (count, length) = (0U, 0);
        foreach (var user in game.Players.Where(user => user != newcomer))
        {
            var player = new KailleraPlayer
            {
                Name = context.EncodeName(user.Name),
                Ping = (uint)user.Ping,
                UserId = user.Id,
                Connection = user.Connection,
            };
            length += player.Write(players[length..]);
            count++;
        }

        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        return buffer[..new KailleraPlayersMessage { PlayerCount = count, Players = players[..length] }.Write(buffer)].ToArray();
    }

    public static byte[] GameJoined(PracticeContext context, PracticeGame game, PracticeUser user)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraJoinGameMessage
        {
            GameId = game.Id,
            User = context.EncodeName(user.Name),
            Ping = (uint)user.Ping,
            UserId = user.Id,
            Connection = user.Connection,
        };
        return buffer[..body.Write(buffer)].ToArray();
    }

    public static byte[] GameLeft(PracticeContext context, PracticeUser user)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        return buffer[..new KailleraUserMessage { User = context.EncodeName(user.Name), UserId = user.Id }.Write(buffer)].ToArray();
    }

    public static byte[] GameClosed(PracticeGame game)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        return buffer[..new KailleraGameMessage { GameId = game.Id }.Write(buffer)].ToArray();
    }

    public static byte Code(KailleraUserStatus status) => (byte)(status is KailleraUserStatus.Playing ? 0 : 1);

    public static byte Code(KailleraGameStatus status) =>
        status switch
        {
            KailleraGameStatus.Playing => 1,
            KailleraGameStatus.Synchronizing => 2,
            _ => 0,
        };

    private static byte[] Line(ReadOnlySpan<byte> user, ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        return buffer[..new KailleraTextMessage { User = user, Text = text }.Write(buffer)].ToArray();
    }
}

using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Reads any message through the type that its documentation names.</summary>
internal static class KailleraTyped
{
    /// <summary>Reads a message and writes what was read.</summary>
    /// <param name="message">The message.</param>
    /// <param name="target">Where to write the body.</param>
    /// <returns>The length of what was written, or -1 when the message could not be read.</returns>
    public static int Rewrite(KailleraMessage message, Span<byte> target) =>
        message.Type switch
        {
            KailleraMessageType.Quit or KailleraMessageType.Rejected
                when KailleraNoticeMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.UserJoined
                when KailleraUserJoinedMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.Login
                when KailleraLoginMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.ServerStatus
                when KailleraStatusMessage.TryRead(message, out var it) => Rewrite(it, target),
            KailleraMessageType.ServerAck or KailleraMessageType.ClientAck
                when KailleraAckMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.GlobalChat or KailleraMessageType.GameChat or KailleraMessageType.Information
                when KailleraTextMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.KeepAlive or KailleraMessageType.Ready
                when KailleraBareMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.CreateGame
                when KailleraCreateGameMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.QuitGame or KailleraMessageType.Kick
                when KailleraUserMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.JoinGame
                when KailleraJoinGameMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.PlayerInformation
                when KailleraPlayersMessage.TryRead(message, out var it) => Rewrite(it, target),
            KailleraMessageType.GameStatus
                when KailleraGameStatusMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.CloseGame
                when KailleraGameMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.StartGame
                when KailleraStartGameMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.GameData
                when KailleraGameDataMessage.TryRead(message, out var it) => it.Write(target),
            KailleraMessageType.CachedGameData or KailleraMessageType.Drop
                when KailleraSlotMessage.TryRead(message, out var it) => it.Write(target),
            _ => -1,
        };

    /// <summary>Says what a message says, field by field in their order on the wire.</summary>
    /// <param name="message">The message.</param>
    /// <param name="encoding">The code page of its texts.</param>
    /// <returns>One line, or <see langword="null"/> when the message could not be read.</returns>
    public static string? Describe(KailleraMessage message, Encoding? encoding = null)
    {
        string T(ReadOnlySpan<byte> text) => "'" + KailleraText.Decode(text, encoding) + "'";

        var fields = message.Type switch
        {
            KailleraMessageType.Quit or KailleraMessageType.Rejected when KailleraNoticeMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {it.UserId} {T(it.Text)}",
            KailleraMessageType.UserJoined when KailleraUserJoinedMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {it.UserId} {it.Ping} {it.Connection}",
            KailleraMessageType.Login when KailleraLoginMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {T(it.Emulator)} {it.Connection}",
            KailleraMessageType.ServerStatus when KailleraStatusMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {it.UserCount} {it.GameCount}{Users(it, encoding)}{Games(it, encoding)}",
            KailleraMessageType.ServerAck or KailleraMessageType.ClientAck when KailleraAckMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {Convert.ToHexString(it.Values)}",
            KailleraMessageType.GlobalChat or KailleraMessageType.GameChat or KailleraMessageType.Information
                when KailleraTextMessage.TryRead(message, out var it) => $"{T(it.User)} {T(it.Text)}",
            KailleraMessageType.KeepAlive or KailleraMessageType.Ready
                when KailleraBareMessage.TryRead(message, out var it) => T(it.User),
            KailleraMessageType.CreateGame when KailleraCreateGameMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {T(it.Game)} {T(it.Emulator)} {it.GameId}",
            KailleraMessageType.QuitGame or KailleraMessageType.Kick when KailleraUserMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {it.UserId}",
            KailleraMessageType.JoinGame when KailleraJoinGameMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {it.GameId} {T(it.User)} {it.Ping} {it.UserId} {it.Connection}",
            KailleraMessageType.PlayerInformation when KailleraPlayersMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {it.PlayerCount}{Players(it, encoding)}",
            KailleraMessageType.GameStatus when KailleraGameStatusMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {it.GameId} {it.Status} {it.Players} {it.MaxPlayers}",
            KailleraMessageType.CloseGame when KailleraGameMessage.TryRead(message, out var it) => $"{T(it.Prefix)} {it.GameId}",
            KailleraMessageType.StartGame when KailleraStartGameMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {it.FrameDelay} {it.Player} {it.Players}",
            KailleraMessageType.GameData when KailleraGameDataMessage.TryRead(message, out var it) =>
                $"{T(it.Prefix)} {Convert.ToHexString(it.Data)}",
            KailleraMessageType.CachedGameData or KailleraMessageType.Drop when KailleraSlotMessage.TryRead(message, out var it) =>
                $"{T(it.User)} {it.Slot}",
            _ => null,
        };
        return fields is null ? null : $"{message.Type} {fields}";
    }

    // The lists are taken apart and put together anew, so that their entries are held to every byte too.
    private static int Rewrite(KailleraStatusMessage status, Span<byte> target)
    {
        var length = 0;
        var unreadUsers = status.Users;
        var users = new byte[unreadUsers.Length];
        while (KailleraStatusUser.TryRead(ref unreadUsers, out var user))
        {
            length += user.Write(users.AsSpan(length));
        }

        length = 0;
        var unreadGames = status.Games;
        var games = new byte[unreadGames.Length];
        while (KailleraStatusGame.TryRead(ref unreadGames, out var game))
        {
            length += game.Write(games.AsSpan(length));
        }

        return new KailleraStatusMessage
        {
            Prefix = status.Prefix,
            UserCount = status.UserCount,
            GameCount = status.GameCount,
            Users = users,
            Games = games,
        }.Write(target);
    }

    private static int Rewrite(KailleraPlayersMessage message, Span<byte> target)
    {
        var length = 0;
        var unread = message.Players;
        var players = new byte[unread.Length];
        while (KailleraPlayer.TryRead(ref unread, out var player))
        {
            length += player.Write(players.AsSpan(length));
        }

        return new KailleraPlayersMessage { Prefix = message.Prefix, PlayerCount = message.PlayerCount, Players = players }.Write(target);
    }

    private static string Users(KailleraStatusMessage status, Encoding? encoding)
    {
        var text = new StringBuilder();
        var unread = status.Users;
        while (KailleraStatusUser.TryRead(ref unread, out var it))
        {
            text.Append($" | '{KailleraText.Decode(it.Name, encoding)}' {it.Ping} {it.BeforeId} {it.UserId} {it.BehindId}");
        }

        return text.ToString();
    }

    private static string Games(KailleraStatusMessage status, Encoding? encoding)
    {
        string T(ReadOnlySpan<byte> bytes) => "'" + KailleraText.Decode(bytes, encoding) + "'";

        var text = new StringBuilder();
        var unread = status.Games;
        while (KailleraStatusGame.TryRead(ref unread, out var it))
        {
            text.Append($" | {T(it.Name)} {it.GameId} {T(it.Emulator)} {T(it.Owner)} {T(it.Players)} {it.Status}");
        }

        return text.ToString();
    }

    private static string Players(KailleraPlayersMessage message, Encoding? encoding)
    {
        var text = new StringBuilder();
        var unread = message.Players;
        while (KailleraPlayer.TryRead(ref unread, out var it))
        {
            text.Append($" | '{KailleraText.Decode(it.Name, encoding)}' {it.Ping} {it.UserId} {it.Connection}");
        }

        return text.ToString();
    }
}

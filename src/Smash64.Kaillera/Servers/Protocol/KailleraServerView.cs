using System.Buffers.Text;
using System.Text;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What a visitor sees of a server: its status, and what has happened since.</summary>
/// <param name="encoding">The server's code page.</param>
/// <param name="ownName">The visitor's own name as he gave it, so that he doesn't list himself.</param>
internal sealed class KailleraServerView(Encoding encoding, byte[] ownName)
{
    // Whoever sends more than any server has gets no more of our memory.
    private const int MaxUsers = 4_096;
    private const int MaxGames = 4_096;
    private const int MaxAnnouncements = 256;

    private const byte Idle = 1;

    private readonly Dictionary<ushort, ListedUser> _users = [];
    private readonly Dictionary<uint, KailleraServerGame> _games = [];
    private readonly List<string> _announcements = [];

    private KailleraStatusOrder _order;

    /// <summary>Gets a value indicating whether a server status has come.</summary>
    public bool HasStatus { get; private set; }

    /// <summary>
    /// Gets the number that the server gave the visitor, or <see langword="null"/> until it tells everybody that he came.
    /// </summary>
    public ushort? OwnId { get; private set; }

    /// <summary>Gets the users, in the order of their numbers.</summary>
    public IReadOnlyList<KailleraServerUser> Users => [.. _users.OrderBy(user => user.Key).Select(user => Show(user.Key, user.Value))];

    /// <summary>Gets the games, in the order of their numbers.</summary>
    public IReadOnlyList<KailleraServerGame> Games => [.. _games.OrderBy(game => game.Key).Select(game => game.Value)];

    /// <summary>Gets the server's own lines.</summary>
    public IReadOnlyList<string> Announcements => [.. _announcements];

    /// <summary>Tells whether a message says that the visitor himself has left.</summary>
    public bool IsOwnQuit(KailleraMessage message) =>
        message.Type is KailleraMessageType.Quit
        && KailleraNoticeMessage.TryRead(message, out var quit)
        && (quit.UserId == OwnId || (OwnId is null && quit.User.SequenceEqual(ownName)));

    /// <summary>Takes the next message. What is no news of users, games or the server is passed over.</summary>
    public void Apply(KailleraMessage message)
    {
        if (KailleraStatusMessage.TryRead(message, out var status))
        {
            HasStatus = true;
            _order += KailleraStatusOrder.Deduce(status);
            AddUsers(status.Users);
            AddGames(status.Games);
        }
        else if (KailleraUserJoinedMessage.TryRead(message, out var joined))
        {
            AddUser(joined);
        }
        else if (KailleraNoticeMessage.TryRead(message, out var notice) && message.Type is KailleraMessageType.Quit)
        {
            _users.Remove(notice.UserId);
        }
        else if (KailleraCreateGameMessage.TryRead(message, out var created))
        {
            AddGame(created);
        }
        else if (KailleraGameStatusMessage.TryRead(message, out var game))
        {
            Update(game);
        }
        else if (KailleraGameMessage.TryRead(message, out var closed))
        {
            _games.Remove(closed.GameId);
        }
        else if (KailleraTextMessage.TryRead(message, out var line) && message.Type is KailleraMessageType.Information)
        {
            if (_announcements.Count < MaxAnnouncements)
            {
                _announcements.Add(Decode(line.Text));
            }
        }
    }

    private static KailleraGameStatus StatusOf(byte status) =>
        status switch
        {
            0 => KailleraGameStatus.Waiting,
            1 => KailleraGameStatus.Playing,
            2 => KailleraGameStatus.Synchronizing,
            _ => KailleraGameStatus.Unknown,
        };

    // n/max in decimal digits; a server that writes it another way leaves both open
    private static (int? Players, int? MaxPlayers) ReadPlayers(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out byte players, out var length)
        && text.Length > length
        && text[length] == '/'
        && Utf8Parser.TryParse(text[(length + 1)..], out byte max, out var rest)
        && length + 1 + rest == text.Length
            ? (players, max)
            : (null, null);

    private string Decode(ReadOnlySpan<byte> text) => KailleraText.Decode(text, encoding);

    private void AddUsers(ReadOnlySpan<byte> users)
    {
        while (KailleraStatusUser.TryRead(ref users, out var user))
        {
            if (_users.Count < MaxUsers || _users.ContainsKey(user.UserId))
            {
                _users[user.UserId] = new ListedUser(user.Name.ToArray(), user.Ping, user.BeforeId, user.BehindId);
            }
        }
    }

    private void AddUser(KailleraUserJoinedMessage joined)
    {
        if (OwnId is null && joined.User.SequenceEqual(ownName))
        {
            OwnId = joined.UserId;
            _users.Remove(joined.UserId);
        }
        else if (joined.UserId != OwnId && _users.Count < MaxUsers)
        {
            // Who comes is in no game yet.
            _users[joined.UserId] = new ListedUser(joined.User.ToArray(), joined.Ping, Idle, (byte)joined.Connection) { HasJoined = true };
        }
    }

    private void AddGames(ReadOnlySpan<byte> games)
    {
        while (KailleraStatusGame.TryRead(ref games, out var game))
        {
            if (_games.Count < MaxGames || _games.ContainsKey(game.GameId))
            {
                var (players, max) = ReadPlayers(game.Players);
                _games[game.GameId] = new KailleraServerGame(Decode(game.Name), game.GameId)
                {
                    NameBytes = game.Name.ToArray(),
                    Owner = Decode(game.Owner),
                    Emulator = Decode(game.Emulator),
                    Players = players,
                    MaxPlayers = max,
                    Status = StatusOf(game.Status),
                };
            }
        }
    }

    private void AddGame(KailleraCreateGameMessage created)
    {
        if (_games.Count < MaxGames)
        {
            _games[created.GameId] = new KailleraServerGame(Decode(created.Game), created.GameId)
            {
                NameBytes = created.Game.ToArray(),
                Owner = Decode(created.User),
                Emulator = Decode(created.Emulator),
                Status = KailleraGameStatus.Waiting,
            };
        }
    }

    private void Update(KailleraGameStatusMessage status)
    {
        if (_games.TryGetValue(status.GameId, out var game))
        {
            _games[status.GameId] = game with
            {
                Status = StatusOf(status.Status),
                Players = status.Players,
                MaxPlayers = status.MaxPlayers,
            };
        }
    }

    private KailleraServerUser Show(ushort id, ListedUser user)
    {
        var order = user.HasJoined ? default : _order;
        var bytes = new KailleraStatusUser { BeforeId = user.BeforeId, BehindId = user.BehindId };
        var connection = order.ConnectionOf(bytes);
        return new KailleraServerUser(Decode(user.Name), id)
        {
            NameBytes = user.Name,
            Ping = TimeSpan.FromMilliseconds(user.Ping),
            Connection = Enum.IsDefined(connection) ? connection : KailleraConnection.Unknown,
            Status = order.StatusOf(bytes) switch
            {
                0 or 2 => KailleraUserStatus.Playing, // 2 was seen of players on some servers
                Idle => KailleraUserStatus.Idle,
                _ => KailleraUserStatus.Unknown,
            },
        };
    }

    // The bytes stand as in the status; of one who has joined later the first is his status and the other his connection.
    private sealed record ListedUser(byte[] Name, uint Ping, byte BeforeId, byte BehindId)
    {
        public bool HasJoined { get; init; }
    }
}

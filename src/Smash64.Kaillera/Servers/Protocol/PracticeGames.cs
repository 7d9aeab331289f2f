using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The games of a practice server: opened, entered, talked in, left and closed, but never started.</summary>
internal sealed class PracticeGames
{
    // EmuLinkerSF's limit for lines in a game, in characters.
    private const int MaxLineLength = 320;

    // EmuLinkerSF lists games in the order of a hash table that has at first this many slots: nobody can count on an order.
    private const int ListingSlots = 8;

    private readonly PracticeContext _context;
    private readonly PracticeUsers _users;
    private readonly Dictionary<uint, PracticeGame> _games = [];
    private readonly List<KailleraPracticeGame> _pretended;
    private uint _nextId;

    public PracticeGames(PracticeContext context, PracticeUsers users, uint firstId)
    {
        _context = context;
        _users = users;
        _nextId = firstId;
        _pretended = [.. context.Options.PretendedGames.Select(game => game with { Id = (int)_nextId++ })];
    }

    /// <summary>Gets all games, as they are listed.</summary>
    public IReadOnlyList<KailleraPracticeGame> Listed =>
        [.. _pretended.Concat(_games.Values.Select(Describe)).OrderBy(game => game.Id % ListingSlots).ThenBy(game => game.Id)];

    public void Create(PracticeUser user, KailleraCreateGameMessage wish)
    {
        var name = KailleraText.Clean(_context.Decode(wish.Game)).Trim();
        var refusal =
            user.Game is not null ? "You are already in a game!"
            : wish.Game.Length > KailleraProtocol.MaxGameNameLength ? "Rom Name Too Long"
            : name.Contains('|', StringComparison.Ordinal) ? "Illegal characters in ROM name"
            : name.Length == 0 ? "Rom Name Empty"
            : null;
        if (refusal is not null)
        {
            Refuse(user, $"Create Game Denied: {refusal}");
            return;
        }

        var game = new PracticeGame(_nextId++, name, user);
        _games.Add(game.Id, game);
        _context.Raise(KailleraPracticeServerEventKind.GameCreated, user, game: game.Name);
        _users.TellListed(KailleraMessageType.CreateGame, PracticeBodies.GameCreated(_context, game));
        Enter(user, game);
        _users.TellListed(KailleraMessageType.Information, PracticeBodies.Information(_context, $"{user.Name} created game: {game.Name}"));
    }

    public void Join(PracticeUser user, KailleraJoinGameMessage wish)
    {
        var game = _games.GetValueOrDefault(wish.GameId);
        var refusal =
            user.Game is not null ? "You are already in a game!"
            : game is null ? "Game does not exist!"
            : game.Players.Count == PracticeGame.MaxPlayers ? "Game is full!"
            : null;
        if (refusal is not null)
        {
            Refuse(user, $"Join Game Denied: {refusal}");
            return;
        }

        _context.Raise(KailleraPracticeServerEventKind.GameJoined, user, game: game!.Name);
        Enter(user, game);
    }

    public void Chat(PracticeUser user, KailleraTextMessage line)
    {
        var text = KailleraText.Clean(_context.Decode(line.Text)).Trim();
        if (user.Game is not { } game || text.Length == 0)
        {
            return;
        }

        if (text.Length > MaxLineLength)
        {
            user.Outbox.Say(KailleraMessageType.GameChat, PracticeBodies.GameInformation(_context, "Chat Denied: Message Too Long"));
            return;
        }

        _context.Raise(KailleraPracticeServerEventKind.GameChat, user, text, game.Name);
        TellPlayers(game, KailleraMessageType.GameChat, PracticeBodies.Chat(_context, user, text));
    }

    /// <summary>Takes a user out of his game, if he is in one. It ends when its owner leaves.</summary>
    public void Leave(PracticeUser user)
    {
        if (user.Game is not { } game)
        {
            return;
        }

        var left = PracticeBodies.GameLeft(_context, user);
        user.Game = null;
        game.Players.Remove(user);
        TellPlayers(game, KailleraMessageType.QuitGame, left);
        if (user == game.Owner)
        {
            foreach (var player in game.Players)
            {
                player.Game = null;
            }

            _games.Remove(game.Id);
            _users.TellListed(KailleraMessageType.CloseGame, PracticeBodies.GameClosed(game));
        }
        else
        {
            _users.TellListed(KailleraMessageType.GameStatus, PracticeBodies.GameStatus(game));
        }

        user.Outbox.Say(KailleraMessageType.QuitGame, left);
        _context.Raise(KailleraPracticeServerEventKind.GameLeft, user, game: game.Name);
    }

    private void Enter(PracticeUser user, PracticeGame game)
    {
        game.Players.Add(user);
        user.Game = game;
        _users.TellListed(KailleraMessageType.GameStatus, PracticeBodies.GameStatus(game));
        user.Outbox.Say(KailleraMessageType.PlayerInformation, PracticeBodies.Players(_context, game, user));
        TellPlayers(game, KailleraMessageType.JoinGame, PracticeBodies.GameJoined(_context, game, user));
        foreach (var line in _context.Options.GameGreeting)
        {
            user.Outbox.Say(KailleraMessageType.GameChat, PracticeBodies.GameInformation(_context, line));
        }
    }

    // A client that waits to get into a game goes on when it hears that it has left it.
    private void Refuse(PracticeUser user, string text)
    {
        user.Outbox.Say(KailleraMessageType.Information, PracticeBodies.Information(_context, text));
        if (user.Game is null)
        {
            user.Outbox.Say(KailleraMessageType.QuitGame, PracticeBodies.GameLeft(_context, user));
        }
    }

    private static void TellPlayers(PracticeGame game, KailleraMessageType type, byte[] body)
    {
        foreach (var player in game.Players)
        {
            player.Outbox.Say(type, body);
        }
    }

    private static KailleraPracticeGame Describe(PracticeGame game) =>
        new(game.Name)
        {
            Id = (int)game.Id,
            Owner = game.Owner.Name,
            Emulator = game.Owner.Emulator,
            Players = game.Players.Count,
            MaxPlayers = PracticeGame.MaxPlayers,
        };
}

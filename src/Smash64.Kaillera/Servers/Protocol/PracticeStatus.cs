using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Writes down who and what is on a practice server, in as many messages as a long list takes.</summary>
/// <param name="context">Encodes texts.</param>
internal sealed class PracticeStatus(PracticeContext context)
{
    // EmuLinkerSF begins another message where users and games come to 300 bytes; recorded is that 256 are kept together and
    // 422 are not.
    private const int MostBytes = 300;

    private readonly List<byte[]> _bodies = [];
    private readonly List<byte> _users = [];
    private readonly List<byte> _games = [];
    private uint _userCount;
    private uint _gameCount;

    /// <summary>Adds a user. Users stand before games.</summary>
    public void Add(KailleraPracticeUser user)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var entry = new KailleraStatusUser
        {
            Name = context.EncodeName(user.Name),
            Ping = (uint)user.Ping.TotalMilliseconds,
            BeforeId = PracticeBodies.Code(user.Status),
            UserId = (ushort)user.Id,
            BehindId = (byte)user.Connection,
        };
        Add(buffer[..entry.Write(buffer)], _users, ref _userCount);
    }

    /// <summary>Adds a game.</summary>
    public void Add(KailleraPracticeGame game)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var entry = new KailleraStatusGame
        {
            Name = context.EncodeName(game.Name),
            GameId = (uint)game.Id,
            Emulator = context.EncodeName(game.Emulator),
            Owner = context.EncodeName(game.Owner),
            Players = context.EncodeName(FormattableString.Invariant($"{game.Players}/{game.MaxPlayers}")),
            Status = PracticeBodies.Code(game.Status),
        };
        Add(buffer[..entry.Write(buffer)], _games, ref _gameCount);
    }

    /// <summary>Gets the bodies: at least one, which is empty when nobody is there.</summary>
    public IReadOnlyList<byte[]> Finish()
    {
        if (_bodies.Count == 0 || _userCount + _gameCount > 0)
        {
            Flush();
        }

        return _bodies;
    }

    private void Add(ReadOnlySpan<byte> entry, List<byte> entries, ref uint count)
    {
        if (_userCount + _gameCount > 0 && _users.Count + _games.Count + entry.Length >= MostBytes)
        {
            Flush();
        }

        entries.AddRange(entry);
        count++;
    }

    private void Flush()
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        var body = new KailleraStatusMessage
        {
            UserCount = _userCount,
            GameCount = _gameCount,
            Users = _users.ToArray(),
            Games = _games.ToArray(),
        };
        _bodies.Add(buffer[..body.Write(buffer)].ToArray());
        _users.Clear();
        _games.Clear();
        (_userCount, _gameCount) = (0, 0);
    }
}

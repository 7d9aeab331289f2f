namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Who and what is on the server: the body of <see cref="KailleraMessageType.ServerStatus"/>: an empty text, users 4, games 4,
/// then so many users and games. A long status comes in several messages, each with counts of its own.
/// </summary>
/// <example>
/// <code>
/// var users = status.Users;
/// while (KailleraStatusUser.TryRead(ref users, out var user))
/// {
///     Console.WriteLine(KailleraText.Decode(user.Name));
/// }
/// </code>
/// </example>
public readonly ref struct KailleraStatusMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets how many users this message lists. The one who reads it is not among them.</summary>
    public uint UserCount { get; init; }

    /// <summary>Gets how many games this message lists.</summary>
    public uint GameCount { get; init; }

    /// <summary>Gets the users, as <see cref="KailleraStatusUser.TryRead"/> reads them one after the other.</summary>
    public ReadOnlySpan<byte> Users { get; init; }

    /// <summary>Gets the games, as <see cref="KailleraStatusGame.TryRead"/> reads them one after the other.</summary>
    public ReadOnlySpan<byte> Games { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>
    /// Whether the message is a server status and as many users and games are there as it says. Bytes behind the last game are
    /// passed over.
    /// </returns>
    public static bool TryRead(KailleraMessage message, out KailleraStatusMessage content)
    {
        content = default;
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is not KailleraMessageType.ServerStatus
            || !reader.TryReadText(out var prefix)
            || !reader.TryReadUInt32(out var userCount)
            || !reader.TryReadUInt32(out var gameCount)
        )
        {
            return false;
        }

        var unread = message.Body[reader.Position..];
        var users = unread;
        if (!TrySkipUsers(ref unread, userCount))
        {
            return false;
        }

        users = users[..^unread.Length];
        var games = unread;
        if (!TrySkipGames(ref unread, gameCount))
        {
            return false;
        }

        content = new KailleraStatusMessage
        {
            Prefix = prefix,
            UserCount = userCount,
            GameCount = gameCount,
            Users = users,
            Games = games[..^unread.Length],
        };
        return true;
    }

    /// <summary>Writes the body.</summary>
    /// <param name="body">Where to write.</param>
    /// <returns>The body's length.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="body"/> is too small, or <see cref="Users"/> or <see cref="Games"/> are not as many as their count says.
    /// </exception>
    public int Write(Span<byte> body)
    {
        var users = Users;
        if (!TrySkipUsers(ref users, UserCount) || !users.IsEmpty)
        {
            throw new ArgumentException($"{nameof(Users)} must hold {UserCount} users, as {nameof(UserCount)} says.", nameof(body));
        }

        var games = Games;
        if (!TrySkipGames(ref games, GameCount) || !games.IsEmpty)
        {
            throw new ArgumentException($"{nameof(Games)} must hold {GameCount} games, as {nameof(GameCount)} says.", nameof(body));
        }

        var writer = new KailleraBodyWriter(body);
        writer.WriteText(Prefix);
        writer.WriteUInt32(UserCount);
        writer.WriteUInt32(GameCount);
        writer.WriteBytes(Users);
        writer.WriteBytes(Games);
        return writer.Length;
    }

    // A count that lies ends at the first entry that isn't there: the work is bounded by the bytes.
    private static bool TrySkipUsers(ref ReadOnlySpan<byte> unread, uint count)
    {
        for (var i = 0U; i < count; i++)
        {
            if (!KailleraStatusUser.TryRead(ref unread, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkipGames(ref ReadOnlySpan<byte> unread, uint count)
    {
        for (var i = 0U; i < count; i++)
        {
            if (!KailleraStatusGame.TryRead(ref unread, out _))
            {
                return false;
            }
        }

        return true;
    }
}

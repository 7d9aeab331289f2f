namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Who is in the game already: the body of <see cref="KailleraMessageType.PlayerInformation"/>: an empty text, players 4, then
/// so many players.
/// </summary>
public readonly ref struct KailleraPlayersMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets how many players it lists. The one who has just entered is not among them.</summary>
    public uint PlayerCount { get; init; }

    /// <summary>Gets the players, as <see cref="KailleraPlayer.TryRead"/> reads them one after the other.</summary>
    public ReadOnlySpan<byte> Players { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>
    /// Whether the message is of this type and as many players are there as it says. Bytes behind the last one are passed over.
    /// </returns>
    public static bool TryRead(KailleraMessage message, out KailleraPlayersMessage content)
    {
        content = default;
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is not KailleraMessageType.PlayerInformation
            || !reader.TryReadText(out var prefix)
            || !reader.TryReadUInt32(out var playerCount)
        )
        {
            return false;
        }

        var players = message.Body[reader.Position..];
        var unread = players;
        if (!TrySkip(ref unread, playerCount))
        {
            return false;
        }

        content = new KailleraPlayersMessage
        {
            Prefix = prefix,
            PlayerCount = playerCount,
            Players = players[..^unread.Length],
        };
        return true;
    }

    /// <summary>Writes the body.</summary>
    /// <param name="body">Where to write.</param>
    /// <returns>The body's length.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="body"/> is too small, or <see cref="Players"/> are not as many as their count says.
    /// </exception>
    public int Write(Span<byte> body)
    {
        var players = Players;
        if (!TrySkip(ref players, PlayerCount) || !players.IsEmpty)
        {
            throw new ArgumentException($"{nameof(Players)} must hold {PlayerCount} players, as {nameof(PlayerCount)} says.", nameof(body));
        }

        var writer = new KailleraBodyWriter(body);
        writer.WriteText(Prefix);
        writer.WriteUInt32(PlayerCount);
        writer.WriteBytes(Players);
        return writer.Length;
    }

    // A count that lies ends at the first player that isn't there: the work is bounded by the bytes.
    private static bool TrySkip(ref ReadOnlySpan<byte> unread, uint count)
    {
        for (var i = 0U; i < count; i++)
        {
            if (!KailleraPlayer.TryRead(ref unread, out _))
            {
                return false;
            }
        }

        return true;
    }
}

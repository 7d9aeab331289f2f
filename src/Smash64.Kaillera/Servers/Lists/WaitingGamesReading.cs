using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>One pass over a list of waiting games.</summary>
internal ref struct WaitingGamesReading(ReadOnlySpan<byte> list, Encoding tolerant, ListReportBuilder<KailleraWaitingGame> report)
{
    private const byte Separator = (byte)'|';
    private const byte FirstLeadByte = 0x80;
    private const int LongestTextOnStack = 128; // in characters; none makes more of them than it has bytes

    // Behind the address: user, emulator, players, server, location.
    private const int FieldsBehindAddress = 5;
    private const int PlayersField = 2;

    private readonly bool _hasLongCharacters = !tolerant.IsSingleByte && tolerant is not UTF8Encoding;
    private ListLines _lines = new(list);

    // Text that no address follows. It is reported a line later: behind a server's name comes the server's address line.
    private ReadOnlySpan<byte> _stray;
    private int _strayLine;

    // Whether the game before was read to its end, so that all of what follows belongs to the next.
    private bool _isWhole = true;

    public KailleraListReport<KailleraWaitingGame> Read()
    {
        while (_lines.TryRead(out var line))
        {
            if (IsServer(line))
            {
                _stray = default;
                continue;
            }

            DropStray();
            ReadLine(line);
        }

        DropStray();
        return report.ToReport();
    }

    private static bool IsServer(ReadOnlySpan<byte> line) =>
        line.Length <= KailleraServerListParser.MaxLineLength && !line.Contains(Separator) && ServerListReading.IsWholeAddressLine(line);

    // Names of one label are common among games ("Rockman:4"), and no public server has one.
    private static bool IsAddress(ReadOnlySpan<byte> field) => field.Contains((byte)'.') && ListAddress.IsMeant(field);

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        var game = 0; // where the name of the next game begins, if it has a | in it
        var lastField = 0; // where it begins, if not
        var hasBroken = false;
        var position = 0;
        while (position <= line.Length)
        {
            var end = FindSeparator(line, position);
            if (IsAddress(line[position..end]))
            {
                var start = _isWhole ? game : lastField;
                var next = ReadGame(line, start, position, end);
                _isWhole = next is not null;
                hasBroken = next is null;
                game = lastField = next ?? end + 1;
                position = game;
            }
            else
            {
                lastField = position;
                position = end + 1;
            }
        }

        // What is left of a broken game was reported with it.
        if (!hasBroken && game < line.Length)
        {
            _stray = ListText.Trim(line[game..]);
            _strayLine = _lines.Number;
        }
    }

    /// <summary>Reads one game, or reports what is wrong with it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Where its name begins; at <paramref name="address"/> if there is none.</param>
    /// <param name="address">Where its address begins.</param>
    /// <param name="addressEnd">Where its address ends.</param>
    /// <returns>Where the next game begins, or <see langword="null"/> when this one is broken.</returns>
    private readonly int? ReadGame(ReadOnlySpan<byte> line, int start, int address, int addressEnd)
    {
        Span<Range> fields = stackalloc Range[FieldsBehindAddress];
        var end = addressEnd;
        for (var i = 0; i < FieldsBehindAddress; i++)
        {
            if (end >= line.Length || start == address)
            {
                return Break(KailleraListDropReason.MissingFields, line[start..]);
            }

            var field = end + 1;
            end = FindSeparator(line, field);
            fields[i] = field..end;
            if (end - start > KailleraWaitingGamesParser.MaxRecordLength)
            {
                return Break(KailleraListDropReason.TooLong, line[start..]);
            }
        }

        if (!TryReadPlayers(line[fields[PlayersField]], out var players, out var maxPlayers))
        {
            return Break(KailleraListDropReason.InvalidNumber, line[start..end]);
        }

        if (ListAddress.Read(line[address..addressEnd], out var host, out var port) is { } reason)
        {
            return Break(reason, line[start..end]);
        }

        report.Add(
            new KailleraWaitingGame(Decode(line[start..(address - 1)]), host, port)
            {
                User = Decode(line[fields[0]]),
                Emulator = Decode(line[fields[1]]),
                Players = players,
                MaxPlayers = maxPlayers,
                ServerName = Decode(line[fields[3]]),
                Location = Decode(line[fields[4]]),
                LineNumber = _lines.Number,
            }
        );
        return end + 1;
    }

    private readonly int? Break(KailleraListDropReason reason, ReadOnlySpan<byte> record)
    {
        Drop(reason, record, _lines.Number);
        return null;
    }

    private static bool TryReadPlayers(ReadOnlySpan<byte> field, out int players, out int? maxPlayers)
    {
        maxPlayers = null;
        var slash = field.IndexOf((byte)'/');
        if (slash < 0)
        {
            return ListText.TryReadCount(field, out players);
        }

        var isRead = ListText.TryReadCount(field[(slash + 1)..], out var max);
        maxPlayers = max;
        return ListText.TryReadCount(field[..slash], out players) && isRead;
    }

    /// <summary>Finds the end of the field that begins at a position: the next separator, or the end of the line.</summary>
    /// <remarks>
    /// In code pages with characters of two bytes the separator's byte can be the second of one, but only behind a byte that is
    /// no ASCII; never in UTF-8. Such bytes are decoded from the last ASCII byte on, since no character begins before that and
    /// ends behind it.
    /// </remarks>
    private readonly int FindSeparator(ReadOnlySpan<byte> line, int position)
    {
        var start = position;
        while (start < line.Length)
        {
            var offset = line[start..].IndexOf(Separator);
            if (offset < 0)
            {
                break;
            }

            var end = start + offset;
            if (!_hasLongCharacters || offset == 0 || line[end - 1] < FirstLeadByte || IsSeparator(line[start..(end + 1)]))
            {
                return end;
            }

            start = end + 1;
        }

        return line.Length;
    }

    private readonly bool IsSeparator(ReadOnlySpan<byte> text)
    {
        text = text[(text[..^1].LastIndexOfAnyInRange((byte)0, (byte)(FirstLeadByte - 1)) + 1)..];
        Span<char> decoded = text.Length <= LongestTextOnStack ? stackalloc char[LongestTextOnStack] : new char[text.Length];
        return decoded[..tolerant.GetChars(text, decoded)].EndsWith([(char)Separator]);
    }

    private void DropStray()
    {
        if (!_stray.IsEmpty)
        {
            Drop(KailleraListDropReason.NoAddress, _stray, _strayLine);
        }

        _stray = default;
    }

    private readonly void Drop(KailleraListDropReason reason, ReadOnlySpan<byte> text, int lineNumber) =>
        report.Drop(reason, lineNumber, report.KeepsDrops ? ListText.Quote(text, tolerant) : string.Empty);

    private readonly string Decode(ReadOnlySpan<byte> text) => ListText.Decode(text, tolerant);
}

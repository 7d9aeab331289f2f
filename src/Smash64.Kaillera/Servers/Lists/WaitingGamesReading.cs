using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>One pass over a list of waiting games.</summary>
internal ref struct WaitingGamesReading(ReadOnlySpan<byte> list, Encoding tolerant, ListReportBuilder<KailleraWaitingGame> report)
{
    // Behind the address: user, emulator, players, server, location.
    private const int FieldsBehindAddress = 5;
    private const int PlayersField = 2;

    // Of players without a server: game, emulator, user, address, and whatever the list adds.
    private const int HostFields = 4;

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
            if (!TryReadHost(line))
            {
                ReadLine(line);
            }
        }

        DropStray();
        return report.ToReport();
    }

    private static bool IsServer(ReadOnlySpan<byte> line) =>
        line.Length <= KailleraServerListParser.MaxLineLength
        && !line.Contains(ListFields.Separator)
        && ServerListReading.IsWholeAddressLine(line);

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

        var emulator = ListCode.Split(Decode(line[fields[1]]), out var code);
        report.Add(
            new KailleraWaitingGame(Decode(line[start..(address - 1)]), host, port)
            {
                User = Decode(line[fields[0]]),
                Emulator = emulator,
                Code = code,
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

    /// <summary>Reads a line of a list of players who wait without a server; a line of games on servers is left alone.</summary>
    private readonly bool TryReadHost(ReadOnlySpan<byte> line)
    {
        Span<Range> fields = stackalloc Range[HostFields];
        var end = -1;
        for (var i = 0; i < HostFields; i++)
        {
            if (end >= line.Length)
            {
                return false;
            }

            var field = end + 1;
            end = FindSeparator(line, field);
            fields[i] = field..end;
        }

        var address = line[fields[^1]];
        var emulator = line[fields[1]];
        if (!IsAddress(address) || HasGameOfAServer(line, end, isCoded: ListCode.IsIn(emulator)))
        {
            return false;
        }

        if (end > KailleraWaitingGamesParser.MaxRecordLength)
        {
            Drop(KailleraListDropReason.TooLong, line, _lines.Number);
        }
        else if (ListAddress.Read(address, out var host, out var port) is { } reason)
        {
            Drop(reason, line, _lines.Number);
        }
        else
        {
            var name = ListCode.Split(Decode(emulator), out var code);
            report.Add(
                new KailleraWaitingGame(Decode(line[fields[0]]), host, port)
                {
                    User = Decode(line[fields[2]]),
                    Emulator = name,
                    Code = code,
                    Players = 1,
                    LineNumber = _lines.Number,
                }
            );
        }

        return true;
    }

    /// <summary>Tells whether a line that could be of a player holds a whole game of a server as well.</summary>
    /// <remarks>
    /// A game's name may hold any separators, and all games often stand in one line: so a single one that is whole decides, and
    /// no name can hide the others. What decides against it is a code, where nothing behind the player's address is an address.
    /// </remarks>
    private readonly bool HasGameOfAServer(ReadOnlySpan<byte> line, int hostEnd, bool isCoded)
    {
        const int Players = FieldsBehindAddress - PlayersField - 1;
        var (addresses, counts, isWhole) = (0u, 0u, false); // of the fields up to this one, the latest in the lowest bit
        var start = 0;
        while (start <= line.Length)
        {
            var end = FindSeparator(line, start);
            var field = line[start..end];
            var isAddress = IsAddress(field);
            addresses = (addresses << 1) | (isAddress ? 1u : 0u);
            counts = (counts << 1) | (TryReadPlayers(field, out _, out _) ? 1u : 0u);
            isWhole |= ((addresses >> FieldsBehindAddress) & (counts >> Players) & 1) != 0;
            isCoded &= !isAddress || end <= hostEnd;
            start = end + 1;
        }

        return isWhole && !isCoded;
    }

    private readonly int FindSeparator(ReadOnlySpan<byte> line, int position) => ListFields.FindEnd(line, position, tolerant);

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

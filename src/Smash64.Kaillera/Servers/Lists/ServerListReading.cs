using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>One pass over a server list.</summary>
/// <remarks>
/// A line is taken for a name where a name is due, whatever it looks like, so no name can pass for an address line. A line that
/// is no address line where one is due is the next name. If the name that then stays behind is an address line itself, it is that
/// of a server whose name was lost.
/// </remarks>
internal ref struct ServerListReading(ReadOnlySpan<byte> list, Encoding tolerant, ListReportBuilder<KailleraServerEntry> report)
{
    private ListLines _lines = new(list);
    private ReadOnlySpan<byte> _name;
    private int _nameLine;
    private NameState _nameState;

    private enum NameState
    {
        /// <summary>The next line is a name.</summary>
        Due,

        /// <summary>There was a line that could be a name, but holds none: an address line may follow.</summary>
        Nameless,

        /// <summary>There was a name.</summary>
        Read,
    }

    public KailleraListReport<KailleraServerEntry> Read()
    {
        while (_lines.TryRead(out var line))
        {
            if (line.IsEmpty)
            {
                _nameState = _nameState == NameState.Due ? NameState.Nameless : _nameState;
            }
            else if (line.Length > KailleraServerListParser.MaxLineLength)
            {
                LoseName();
                Drop(KailleraListDropReason.TooLong, line, _lines.Number);
                _nameState = NameState.Nameless;
            }
            else if (_nameState != NameState.Due && IsAddressLine(line))
            {
                ReadAddressLine(_nameState == NameState.Read ? _name : default, line, _lines.Number);
                _nameState = NameState.Due;
            }
            else
            {
                LoseName();
                _name = line;
                _nameLine = _lines.Number;
                _nameState = NameState.Read;
            }
        }

        LoseName();
        return report.ToReport();
    }

    /// <summary>Tells whether a line is the second of a server, and nothing is wrong with it.</summary>
    public static bool IsWholeAddressLine(ReadOnlySpan<byte> line) => IsAddressLine(line) && AddressLine.Read(line, out _) is null;

    private static bool IsAddressLine(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)';');
        return end >= 0 && ListAddress.IsMeant(line[..end]);
    }

    private readonly void LoseName()
    {
        if (_nameState != NameState.Read)
        {
            return;
        }

        if (IsAddressLine(_name))
        {
            ReadAddressLine(name: default, _name, _nameLine);
        }
        else
        {
            Drop(KailleraListDropReason.NoAddress, _name, _nameLine);
        }
    }

    private readonly void ReadAddressLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> line, int lineNumber)
    {
        if (AddressLine.Read(line, out var read) is { } reason)
        {
            Drop(reason, line, lineNumber);
            return;
        }

        report.Add(
            new KailleraServerEntry(read.Host, read.Port)
            {
                Name = ListText.Decode(name, tolerant),
                Users = read.Users,
                MaxUsers = read.MaxUsers,
                Games = read.Games,
                Version = ListText.Decode(read.Version, tolerant),
                Location = ListText.Decode(read.Location, tolerant),
                LineNumber = lineNumber,
            }
        );
    }

    private readonly void Drop(KailleraListDropReason reason, ReadOnlySpan<byte> line, int lineNumber) =>
        report.Drop(reason, lineNumber, report.KeepsDrops ? ListText.Quote(line, tolerant) : string.Empty);

    // address:port;users/maxusers;games;version;location. All of it must be there: where a list was cut off, the last number
    // that is left may be a part only.
    private ref struct AddressLine
    {
        public string Host;
        public int Port;
        public int Users;
        public int MaxUsers;
        public int Games;
        public ReadOnlySpan<byte> Version;
        public ReadOnlySpan<byte> Location;

        public static KailleraListDropReason? Read(ReadOnlySpan<byte> line, out AddressLine read)
        {
            read = default;
            var isOver = false;
            _ = ListText.TryReadField(ref line, ref isOver, (byte)';', out var address);
            _ = ListText.TryReadField(ref line, ref isOver, (byte)';', out var users);
            _ = ListText.TryReadField(ref line, ref isOver, (byte)';', out var games);
            if (!ListText.TryReadField(ref line, ref isOver, (byte)';', out read.Version) || isOver)
            {
                return KailleraListDropReason.MissingFields;
            }

            read.Location = line;
            if (ListAddress.Read(address, out read.Host, out read.Port) is { } reason)
            {
                return reason;
            }

            var slash = users.IndexOf((byte)'/');
            return
                slash >= 0
                && ListText.TryReadCount(users[..slash], out read.Users)
                && ListText.TryReadCount(users[(slash + 1)..], out read.MaxUsers)
                && ListText.TryReadCount(games, out read.Games)
                ? null
                : KailleraListDropReason.InvalidNumber;
        }
    }
}

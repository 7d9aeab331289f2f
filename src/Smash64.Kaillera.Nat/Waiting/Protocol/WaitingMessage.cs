using System.Globalization;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>A datagram from a host, read in place: a raw frame of a game socket, or its text alone.</summary>
internal readonly ref struct WaitingMessage
{
    private const int RequiredFields = 3; // game, emulator, user

    private readonly ReadOnlySpan<byte> _fields;
    private readonly bool _needsPort;

    private WaitingMessage(WaitingMessageKind kind, ReadOnlySpan<byte> fields = default, bool needsPort = false)
    {
        Kind = kind;
        _fields = fields;
        _needsPort = needsPort;
    }

    public WaitingMessageKind Kind { get; }

    /// <summary>Reads a datagram.</summary>
    /// <returns>Whether it is one of the list's; whatever else it is, it is passed over.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out WaitingMessage message)
    {
        message = default;
        if (datagram.Length > WaitingProtocol.MaxLength)
        {
            return false;
        }

        var text = (datagram is [0, ..] ? datagram[1..] : datagram).TrimEnd((byte)0);
        if (text.Contains((byte)0))
        {
            return false;
        }

        var end = text.IndexOf((byte)' ');
        var fields = end < 0 ? default : text[(end + 1)..];
        message = (end < 0 ? text : text[..end]) switch
        {
            var word when word.SequenceEqual("ENLIST"u8) => new WaitingMessage(WaitingMessageKind.Enlist, fields),
            var word when word.SequenceEqual("ENLISP"u8) => new WaitingMessage(WaitingMessageKind.Enlist, fields, needsPort: true),
            var word when word.SequenceEqual("UNENLIST"u8) => new WaitingMessage(WaitingMessageKind.Unenlist),
            var word when word.SequenceEqual("WHATISMYIP"u8) => new WaitingMessage(WaitingMessageKind.WhatIsMyIp),
            var word when word.SequenceEqual("xxxxxxxxxx"u8) => new WaitingMessage(WaitingMessageKind.KnockReply),
            _ => default,
        };
        return message.Kind != WaitingMessageKind.None;
    }

    /// <summary>Reads what a host tells of himself.</summary>
    /// <param name="sender">Where he sends from: the address always counts, the port unless he tells another.</param>
    /// <returns>The game, or <see langword="null"/> when a field is missing, it has no name, or the port is none.</returns>
    /// <remarks>A <c>|</c> too many belongs to the user's name, since players put it there.</remarks>
    public WaitingGame? ReadGame(IPEndPoint sender)
    {
        Span<Range> fields = stackalloc Range[RequiredFields];
        var end = -1;
        for (var i = 0; i < RequiredFields; i++)
        {
            if (end >= _fields.Length)
            {
                return null;
            }

            var start = end + 1;
            end = FindEnd(start);
            fields[i] = start..end;
        }

        if (!TryFindPort(end, out var port, out var userEnd) && _needsPort)
        {
            return null;
        }

        var game = WaitingText.Read(_fields[fields[0]], WaitingProtocol.MaxGameLength);
        var emulator = WaitingText.ReadEmulator(_fields[fields[1]], out var code);
        var user = WaitingText.Read(_fields[fields[2].Start..userEnd], WaitingProtocol.MaxUserLength);
        return game.Length == 0
            ? null
            : new WaitingGame(game, emulator, code, user, new IPEndPoint(sender.Address, port ?? sender.Port), Ping: null);
    }

    // Some older clients write ENLIST where they mean ENLISP, with a port.
    private bool TryFindPort(int end, out int? port, out int userEnd)
    {
        port = null;
        userEnd = _fields.Length;
        var last = end;
        while (end < _fields.Length)
        {
            last = end;
            end = FindEnd(end + 1);
        }

        if (
            last >= _fields.Length
            || !int.TryParse(_fields[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            || told is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort
        )
        {
            return false;
        }

        (port, userEnd) = (told, last);
        return true;
    }

    private int FindEnd(int start) => ListFields.FindEnd(_fields, start, KailleraText.NameEncoding);
}

/// <summary>What a datagram of the list says.</summary>
internal enum WaitingMessageKind
{
    None,
    Enlist,
    Unenlist,
    WhatIsMyIp,
    KnockReply,
}

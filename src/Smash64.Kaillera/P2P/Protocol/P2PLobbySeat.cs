using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>The one seat of a host of the first or second generation, with its window of serials.</summary>
internal sealed class P2PLobbySeat(P2PHostOptions options, Action<IPEndPoint, byte[]> send, Action<P2PHostEvent> raise)
    : P2PHostSeats(options, send, raise)
{
    // What n02 says behind a confirmation, with its build's name in it.
    private const string VersionLine =
        "Using version: practice host - Things may behave in an unexpected manner if different versions are used";

    /// <summary>The serial before 0: nothing was taken yet.</summary>
    private const byte Fresh = byte.MaxValue;

    private readonly P2PSentInstructions _said = new(P2PProtocol.RepeatedInstructions);
    private Visitor? _peer;
    private bool _isConfirmed;
    private byte _last = Fresh;
    private TimeSpan _lastHeard;

    /// <summary>Before a connect code at the end of an emulator name, which hosts of the second generation leave out.</summary>
    private static ReadOnlySpan<byte> CodeMark => " {CC:"u8;

    public override bool IsOccupied => _peer is not null;

    public override TimeSpan WakeUp => _peer is null && _last == Fresh ? TimeSpan.MaxValue : SilenceEnds(_lastHeard, _isConfirmed);

    private bool BelievesAnyone => Options.Generation == P2PHostGeneration.First;

    public override void Advance(TimeSpan now)
    {
        // Also without a peer: a stray instruction moves the window, and a real host would then ignore its next player.
        if (now >= WakeUp)
        {
            var silent = _peer;
            Reset();
            if (silent is not null)
            {
                Raise(P2PHostEventKind.Left, silent, timedOut: true);
            }
        }
    }

    public override void Close()
    {
        if (_peer is { } peer)
        {
            Say(_said, peer.EndPoint, P2PInstructionType.Exit, []);
            Reset();
            Raise(P2PHostEventKind.Left, peer, hostClosed: true);
        }
    }

    public override void Receive(P2PDatagramReader reader, IPEndPoint sender, TimeSpan now)
    {
        if (_peer is not null && !BelievesAnyone && !_peer.EndPoint.Equals(sender))
        {
            return;
        }

        var datagram = reader;
        if (!reader.TryRead(out var newest) || StepsTo(newest) is not (> 0 and <= P2PProtocol.SerialWindow and var ahead))
        {
            return; // Heard before, or from another time.
        }

        // Newest to oldest, up to the last one taken; then they are carried out in the order of their serials.
        Span<bool> isPresent = stackalloc bool[P2PProtocol.SerialWindow + 1];
        isPresent[ahead] = true;
        while (reader.TryRead(out var older) && StepsTo(older) is > 0 and var step)
        {
            if (step <= ahead)
            {
                isPresent[step] = true;
            }
        }

        _lastHeard = now;
        var last = _last;
        for (var step = 1; step <= ahead; step++)
        {
            // A gap reads as nothing. (First-generation hosts read garbage there; a practice host need not.)
            if (isPresent[step] && !TryTake(datagram, (byte)(last + step), sender))
            {
                return; // EXIT: the rest of the datagram belongs to a conversation that is over.
            }
        }

        _last = (byte)(last + ahead);
    }

    // How far a serial is ahead of the last one taken. Serials wrap.
    private byte StepsTo(P2PInstruction instruction) => (byte)(instruction.Serial - _last);

    private bool TryTake(P2PDatagramReader reader, byte serial, IPEndPoint sender)
    {
        while (reader.TryRead(out var instruction))
        {
            if (instruction.Serial == serial)
            {
                return TryTake(instruction, sender);
            }
        }

        return true;
    }

    /// <returns>Whether the conversation goes on.</returns>
    private bool TryTake(P2PInstruction instruction, IPEndPoint sender)
    {
        switch (instruction.Type)
        {
            case P2PInstructionType.LoginRequest when _peer is null:
                Seat(instruction, sender);
                break;
            case P2PInstructionType.LoginAccepted when _peer is { } peer && !_isConfirmed:
                _isConfirmed = true;
                Say(_said, peer.EndPoint, P2PInstructionType.Ping, new byte[JoinPingLength]);
                Say(_said, peer.EndPoint, P2PInstructionType.Chat, P2PBodies.Chat(VersionLine, Encoding));
                Raise(P2PHostEventKind.Joined, peer);
                break;
            case P2PInstructionType.LoginRefused when _peer is { } peer && !_isConfirmed:
                // n02 forgets the peer and keeps the serial; so does this.
                _peer = null;
                Raise(P2PHostEventKind.Left, peer);
                break;
            case P2PInstructionType.Ping:
                Say(_said, _peer?.EndPoint, P2PInstructionType.PingEcho, instruction.Body.ToArray());
                break;
            case P2PInstructionType.Chat when _peer is { } peer && instruction.TryReadChat(Encoding, out var line):
                Raise(P2PHostEventKind.Chat, peer, line);
                break;
            case P2PInstructionType.Exit:
                var leaving = _peer;
                Reset();
                if (leaving is not null)
                {
                    Raise(P2PHostEventKind.Left, leaving);
                }

                return false;
            default:
                break; // Nothing of a running game means anything in a lobby.
        }

        return true;
    }

    private void Seat(P2PInstruction request, IPEndPoint sender)
    {
        if (!request.TryReadNames(Encoding, out var userName, out var clientName))
        {
            return;
        }

        _peer = new Visitor(sender, userName, clientName);
        _isConfirmed = false;
        if (!HasSameEmulator(request))
        {
            Say(_said, sender, P2PInstructionType.Chat, P2PBodies.Chat(AlertLine, Encoding));
        }

        Say(_said, sender, P2PInstructionType.LoginAccepted, P2PBodies.Names(Options.UserName, Options.Game, Encoding));
        if (Options.Generation == P2PHostGeneration.Second)
        {
            Say(_said, sender, P2PInstructionType.Ping, new byte[LobbyPingLength]);
        }

        Raise(P2PHostEventKind.Request, _peer);
    }

    // Bytes are compared, since a code page can make two names look the same.
    private bool HasSameEmulator(P2PInstruction request)
    {
        var theirs = request.Body.Slice(P2PProtocol.UserNameSize, P2PProtocol.ClientNameSize);
        var end = theirs.IndexOf((byte)0);
        theirs = end < 0 ? theirs : theirs[..end];
        if (Options.Generation == P2PHostGeneration.Second && theirs is [.., (byte)'}'])
        {
            var code = theirs.LastIndexOf(CodeMark);
            theirs = code < 0 ? theirs : theirs[..code];
        }

        Span<byte> ours = stackalloc byte[P2PProtocol.ClientNameSize];
        KailleraText.Encode(Options.ClientName, ours, Encoding);
        return theirs.SequenceEqual(ours[..ours.IndexOf((byte)0)]);
    }

    private void Reset()
    {
        _peer = null;
        _isConfirmed = false;
        _last = Fresh;
        _said.Clear();
    }
}

using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>The seats of a room of the third generation: told apart by address, and no window of serials.</summary>
internal sealed class P2PRoomSeats(P2PHostOptions options, Action<IPEndPoint, byte[]> send, Action<P2PHostEvent> raise)
    : P2PHostSeats(options, send, raise)
{
    // Behind the names a room tells three integers of its own.
    private const int ExtraLength = 3 * sizeof(int);

    private readonly Dictionary<IPEndPoint, Seat> _seats = [];

    public override bool IsOccupied => _seats.Count > 0;

    public override TimeSpan WakeUp => _seats.Count == 0 ? TimeSpan.MaxValue : _seats.Values.Min(EndOf);

    public override void Advance(TimeSpan now)
    {
        if (now < WakeUp)
        {
            return;
        }

        foreach (var seat in _seats.Values.Where(seat => now >= EndOf(seat)).ToList())
        {
            _seats.Remove(seat.Visitor.EndPoint);
            Say(seat.Said, seat.Visitor.EndPoint, P2PInstructionType.LoginRefused, []);
            Raise(P2PHostEventKind.Left, seat.Visitor, timedOut: true);
        }
    }

    public override void Close()
    {
        foreach (var seat in _seats.Values)
        {
            Say(seat.Said, seat.Visitor.EndPoint, P2PInstructionType.Exit, []);
            Raise(P2PHostEventKind.Left, seat.Visitor, hostClosed: true);
        }

        _seats.Clear();
    }

    public override void Receive(P2PDatagramReader reader, IPEndPoint sender, TimeSpan now)
    {
        // Only the first instruction is looked at; what stands behind it is repetition.
        if (!reader.TryRead(out var instruction))
        {
            return;
        }

        if (instruction.Type == P2PInstructionType.LoginRequest)
        {
            Welcome(instruction, sender, now);
        }
        else if (_seats.TryGetValue(sender, out var seat))
        {
            seat.LastHeard = now;
            Take(instruction, seat);
        }
    }

    private void Welcome(P2PInstruction request, IPEndPoint sender, TimeSpan now)
    {
        if (!request.TryReadNames(Encoding, out var userName, out var clientName))
        {
            return;
        }

        if (!_seats.TryGetValue(sender, out var seat))
        {
            if (_seats.Count == Options.MaxPeers)
            {
                Say(new P2PSentInstructions(1), sender, P2PInstructionType.LoginRefused, []);
                return;
            }

            seat = new Seat(new Visitor(sender, userName, clientName), now);
            _seats.Add(sender, seat);
            Raise(P2PHostEventKind.Request, seat.Visitor);
        }

        seat.LastHeard = now;
        Say(
            seat.Said,
            sender,
            P2PInstructionType.LoginAccepted,
            [.. P2PBodies.Names(Options.UserName, Options.Game, Encoding), .. new byte[ExtraLength]]
        );
    }

    private void Take(P2PInstruction instruction, Seat seat)
    {
        switch (instruction.Type)
        {
            case P2PInstructionType.LoginAccepted when !seat.IsConfirmed:
                seat.IsConfirmed = true;
                Raise(P2PHostEventKind.Joined, seat.Visitor);
                break;
            case P2PInstructionType.Ping:
                Say(seat.Said, seat.Visitor.EndPoint, P2PInstructionType.PingEcho, instruction.Body.ToArray());
                break;
            case P2PInstructionType.Chat when instruction.TryReadChat(Encoding, out var line):
                Raise(P2PHostEventKind.Chat, seat.Visitor, line);
                break;
            case P2PInstructionType.Exit or P2PInstructionType.LoginRefused:
                _seats.Remove(seat.Visitor.EndPoint);
                Raise(P2PHostEventKind.Left, seat.Visitor);
                break;
            default:
                break;
        }
    }

    private TimeSpan EndOf(Seat seat)
    {
        // A practice room has no second port to try: whoever confirms stays.
        var patience = seat.IsConfirmed ? TimeSpan.MaxValue : seat.Since + P2PProtocol.RoomPatience;
        var silence = SilenceEnds(seat.LastHeard, seat.IsConfirmed);
        return Times.Earlier(patience, silence);
    }

    private sealed class Seat(Visitor visitor, TimeSpan since)
    {
        public Visitor Visitor { get; } = visitor;

        public TimeSpan Since { get; } = since;

        public TimeSpan LastHeard { get; set; } = since;

        public bool IsConfirmed { get; set; }

        public P2PSentInstructions Said { get; } = new(P2PProtocol.RepeatedInstructions);
    }
}

namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>One visitor meets one server over a virtual network in virtual time. The seed decides everything.</summary>
internal sealed class VisitMeeting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Longer than any line takes: what is under way arrives before the meeting is judged.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    private readonly PriorityQueue<Action, TimeSpan> _agenda = new();
    private readonly Random _random;
    private readonly IRoamingConversation _visitor;
    private readonly ISimulatedServer _server;
    private readonly Line _there;
    private readonly Line _back;
    private readonly byte[] _buffer = new byte[KailleraProtocol.MaxDatagramLength];
    private TimeSpan _now;

    public VisitMeeting(Random random, IRoamingConversation visitor, ISimulatedServer server, Line there, Line back)
    {
        _random = random;
        _visitor = visitor;
        _server = server;
        _there = there;
        _back = back;
    }

    /// <summary>Gets how many hellos the visitor said.</summary>
    public int Hellos { get; private set; }

    /// <summary>Gets when the visitor was done, leaving included.</summary>
    public TimeSpan? Ended { get; private set; }

    /// <summary>Tells the visitor to end at a moment of the meeting.</summary>
    public void StopAt(TimeSpan time) =>
        _agenda.Enqueue(
            () =>
            {
                _visitor.Stop(_now);
                DriveVisitor();
            },
            time
        );

    /// <summary>Runs until the visitor is done and nothing is under way any more.</summary>
    public VisitMeeting Run()
    {
        DriveVisitor();
        while (_now < Patience && TryNextTime(out var next))
        {
            _now = next;
            while (_agenda.TryPeek(out _, out var due) && due <= _now)
            {
                _agenda.Dequeue()();
            }

            DriveVisitor();
            _server.Advance(_now);
            DriveServer();
        }

        return Ended is null ? throw new InvalidOperationException("The visit did not end.") : this;
    }

    private bool TryNextTime(out TimeSpan next)
    {
        next = _agenda.TryPeek(out _, out var due) ? due : TimeSpan.MaxValue;
        next = Least(Least(next, _visitor.WakeUp), _server.WakeUp);
        next = next < _now ? _now : next;
        return next != TimeSpan.MaxValue && (Ended is not { } ended || next <= ended + Aftermath);
    }

    private void DriveVisitor()
    {
        while (_visitor.TryWrite(_now, _buffer, out var length))
        {
            var datagram = _buffer.AsSpan(0, length).ToArray();
            var port = _visitor.RemotePort;
            Hellos += datagram.AsSpan().StartsWith("HELLO"u8) ? 1 : 0;
            foreach (var arrival in _there.Carry(_random, _now))
            {
                _agenda.Enqueue(() => Deliver(datagram, port), arrival);
            }
        }

        Ended ??= _visitor.IsFinished ? _now : null;
    }

    private void Deliver(byte[] datagram, int port)
    {
        if (_server.Receive(datagram, port, _now))
        {
            DriveServer();
            return;
        }

        foreach (var arrival in _back.Carry(_random, _now))
        {
            _agenda.Enqueue(() => Tell(port, () => _visitor.PortUnreachable(_now)), arrival);
        }
    }

    private void DriveServer()
    {
        while (_server.TryAnswer(out var port, out var datagram))
        {
            foreach (var arrival in _back.Carry(_random, _now))
            {
                _agenda.Enqueue(() => Tell(port, () => _visitor.Receive(datagram, _now)), arrival);
            }
        }
    }

    // A connected socket drops what comes from another port than the one it talks to.
    private void Tell(int port, Action what)
    {
        if (port == _visitor.RemotePort)
        {
            what();
            DriveVisitor();
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

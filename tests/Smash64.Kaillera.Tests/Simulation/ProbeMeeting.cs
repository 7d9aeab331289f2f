namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>One probe meets one program over a virtual network in virtual time. The seed decides everything.</summary>
internal sealed class ProbeMeeting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PriorityQueue<Action, TimeSpan> _agenda = new();
    private readonly Random _random;
    private readonly P2PProbeConversation _probe;
    private readonly ISimulatedProgram _program;
    private readonly Line _there;
    private readonly Line _back;
    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];
    private TimeSpan _now;

    public ProbeMeeting(Random random, P2PProbeOptions options, ISimulatedProgram program, Line there, Line back)
    {
        _random = random;
        _probe = new P2PProbeConversation(options);
        _program = program;
        _there = there;
        _back = back;
    }

    public ProbeWatcher Watcher { get; } = new();

    public P2PProbeConversation Conversation => _probe;

    public P2PProbeResult Result => _probe.ToResult(SimulatedHost.EndPoint);

    /// <summary>Gets when the probe was over, leaving included.</summary>
    public TimeSpan Ended { get; private set; }

    /// <summary>Plans something for a moment of the meeting.</summary>
    public void At(TimeSpan time, Action<P2PProbeConversation> what) =>
        _agenda.Enqueue(
            () =>
            {
                what(_probe);
                DriveProbe();
            },
            time
        );

    /// <summary>Runs until the probe is over and nothing is under way any more.</summary>
    public ProbeMeeting Run()
    {
        DriveProbe();
        while (_now < Patience && TryNextTime(out var next))
        {
            _now = next;
            while (_agenda.TryPeek(out _, out var due) && due <= _now)
            {
                _agenda.Dequeue()();
            }

            DriveProbe();
            DriveProgram();
        }

        if (!_probe.IsFinished)
        {
            throw new InvalidOperationException("The conversation did not end.");
        }

        return this;
    }

    private bool TryNextTime(out TimeSpan next)
    {
        next = _agenda.TryPeek(out _, out var due) ? due : TimeSpan.MaxValue;
        next = _probe.WakeUp < next ? _probe.WakeUp : next;
        next = _program.WakeUp < next ? _program.WakeUp : next;
        next = next < _now ? _now : next;
        return next != TimeSpan.MaxValue;
    }

    private void DriveProbe()
    {
        while (_probe.TryWrite(_now, _buffer, out var length))
        {
            var datagram = _buffer.AsSpan(0, length).ToArray();
            Watcher.Sent(datagram);
            foreach (var arrival in _there.Carry(_random, _now))
            {
                _agenda.Enqueue(() => Deliver(datagram), arrival);
            }
        }

        if (_probe.IsFinished && Ended == TimeSpan.Zero)
        {
            Ended = _now;
        }
    }

    private void Deliver(byte[] datagram)
    {
        Watcher.Arrived(datagram);
        if (_program.Receive(datagram, _now))
        {
            DriveProgram();
            return;
        }

        foreach (var arrival in _back.Carry(_random, _now))
        {
            _agenda.Enqueue(
                () =>
                {
                    _probe.PortUnreachable(_now);
                    DriveProbe();
                },
                arrival
            );
        }
    }

    private void DriveProgram()
    {
        while (_program.TryAnswer(_now, out var datagram))
        {
            foreach (var arrival in _back.Carry(_random, _now))
            {
                _agenda.Enqueue(
                    () =>
                    {
                        if (!_probe.IsFinished)
                        {
                            Watcher.Answered(datagram);
                        }

                        _probe.Receive(datagram, _now);
                        DriveProbe();
                    },
                    arrival
                );
            }
        }
    }
}

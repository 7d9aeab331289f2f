using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>A probe, a third party, a router and a host behind it, over lossy lines in virtual time. The seed decides everything.</summary>
internal sealed class PathMeeting<TEvent>
    where TEvent : class
{
    public static readonly IPEndPoint Prober = IPEndPoint.Parse("100.201.0.3:40000");
    public static readonly IPEndPoint ThirdParty = IPEndPoint.Parse("100.200.0.9:6264");
    public static readonly IPEndPoint HostEndPoint = IPEndPoint.Parse("100.202.0.2:27886");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PriorityQueue<Action, (TimeSpan, int)> _agenda = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly Router _router;
    private readonly IListeningProgram<TEvent> _server;
    private readonly IModelClient? _client;
    private readonly P2PHostConversation _host;
    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];
    private P2PPathConversation? _path;
    private P2PProbeConversation? _probe;
    private TimeSpan _probeStart;
    private TimeSpan _now;
    private int _order;

    public PathMeeting(int seed, double loss, RouterKind router, IListeningProgram<TEvent> server, IModelClient? client, P2PHostGeneration generation)
    {
        _random = new Random(seed);
        _loss = loss;
        _router = new Router(router, HostEndPoint.Address, HostEndPoint.Port, ThirdParty.Address);
        _server = server;
        _client = client;
        _host = new P2PHostConversation(new P2PHostOptions { Generation = generation, SilentPeerTimeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>Gets whether the host's seat is taken.</summary>
    public bool IsOccupied => _host.IsOccupied;

    /// <summary>Gets when the first datagram to the host's address was sent, and when the host's first one arrived.</summary>
    public (TimeSpan? Spoken, TimeSpan? Heard, TimeSpan? Told) First { get; private set; }

    public void RunUntil(Func<bool> isDone)
    {
        while (!isDone() && _now < Patience && TryStep()) { }
    }

    public P2PProbeResult Probe(IP2PPathFinder finder, P2PProbeOptions options)
    {
        _probe = new P2PProbeConversation(options);
        _path = new P2PPathConversation(finder, _probe);
        _probeStart = _now;
        DriveProbe();
        RunUntil(() => _path.IsFinished && _agenda.Count == 0);
        RunUntil(() => _agenda.Count == 0);
        return _path.Complete(_probe.ToResult(HostEndPoint));
    }

    private bool TryStep()
    {
        var next = _agenda.TryPeek(out _, out var due) ? due.Item1 : TimeSpan.MaxValue;
        next = Min(next, _server.WakeUp, _client?.WakeUp ?? TimeSpan.MaxValue, _host.WakeUp);
        next = _path is null ? next : Min(next, Plus(_path.WakeUp, _probeStart));
        if (next == TimeSpan.MaxValue)
        {
            return false;
        }

        _now = next > _now ? next : _now;
        while (_agenda.TryPeek(out _, out due) && due.Item1 <= _now)
        {
            _agenda.Dequeue()();
        }

        DriveServer();
        DriveHost();
        DriveProbe();
        return true;
    }

    private static TimeSpan Min(params TimeSpan[] times) => times.Min();

    private static TimeSpan Plus(TimeSpan time, TimeSpan start) => time == TimeSpan.MaxValue ? time : time + start;

    private void Carry(IPEndPoint from, IPEndPoint to, byte[] datagram)
    {
        var copies = _random.NextDouble() < _loss ? 0 : _random.NextDouble() < 0.05 ? 2 : 1;
        for (; copies > 0; copies--)
        {
            var delay = TimeSpan.FromMilliseconds(20 + (_random.NextDouble() * 100));
            _agenda.Enqueue(() => Arrive(from, to, datagram), (_now + delay, _order++));
        }
    }

    private void Arrive(IPEndPoint from, IPEndPoint to, byte[] datagram)
    {
        if (to.Equals(ThirdParty))
        {
            _server.Receive(datagram, from, ThirdParty.Port, _now);
            DriveServer();
        }
        else if (to.Equals(Prober))
        {
            var isHost = from.Address.Equals(HostEndPoint.Address);
            var isTold = from.Equals(ThirdParty) && datagram.AsSpan().IndexOf("HOST|"u8) >= 0;
            First = First with { Heard = First.Heard ?? (isHost ? _now : null), Told = First.Told ?? (isTold ? _now : null) };
            _path?.Receive(datagram, from, _now - _probeStart);
            DriveProbe();
        }
        else if (to.Address.Equals(HostEndPoint.Address) && _router.Enter(from, to.Port))
        {
            if (_client is null || !_client.Receive(datagram, from, _now))
            {
                _host.Receive(datagram, from, _now);
            }

            DriveHost();
        }
    }

    private void DriveServer()
    {
        _server.Advance(_now);
        while (_server.TryWrite(out _, out var to, out var datagram))
        {
            Carry(ThirdParty, to, datagram.ToArray());
        }
    }

    private void DriveHost()
    {
        foreach (var (to, datagram) in _client?.Advance(_now) ?? [])
        {
            Leave(to, datagram);
        }

        _host.Advance(_now);
        while (_host.TryWrite(out var peer, out var answer))
        {
            Leave(peer, answer.ToArray());
        }

        while (_host.TryReadEvent(out _)) { }
    }

    private void Leave(IPEndPoint to, byte[] datagram)
    {
        if (_router.Leave(to) is { } outer)
        {
            Carry(outer, to, datagram);
        }
    }

    private void DriveProbe()
    {
        while (_path is not null && _path.TryWrite(_now - _probeStart, _buffer, out var length))
        {
            if (_path.Destination.Address.Equals(HostEndPoint.Address))
            {
                First = First with { Spoken = First.Spoken ?? _now };
            }

            Carry(Prober, _path.Destination, _buffer.AsSpan(0, length).ToArray());
        }
    }
}

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>
/// A host that forgives nothing: it never frees itself from a silent peer. (That it behaves on the wire as real ones do
/// is what the recordings show, in P2PHostConversationTests.)
/// </summary>
internal sealed class SimulatedHost : ISimulatedProgram
{
    public static readonly IPEndPoint EndPoint = new(IPAddress.Loopback, 27886);

    private static readonly IPEndPoint Prober = new(IPAddress.Loopback, 50_000);

    private readonly P2PHostConversation _host;
    private readonly List<RealPeer> _peers = [];

    public SimulatedHost(
        P2PHostGeneration generation,
        string clientName = "Project 64k 0.13 (01 Aug 2003)",
        string userName = "HostPlayer"
    )
    {
        Generation = generation;
        _host = new P2PHostConversation(
            new P2PHostOptions
            {
                Generation = generation,
                UserName = userName,
                Game = "SMASHREMIX1.5.2",
                ClientName = clientName,
                SilentPeerTimeout = Timeout.InfiniteTimeSpan,
                MaxPeers = 1,
            }
        );
    }

    public P2PHostGeneration Generation { get; }

    public bool IsOccupied => _host.IsOccupied;

    /// <summary>Gets how many logins of the prober the host's player saw.</summary>
    public int VisitsSeen { get; private set; }

    /// <summary>Gets the lines the host's player saw.</summary>
    public List<string> LinesSeen { get; } = [];

    /// <summary>Gets a value indicating whether something was sent to the real peer that he had not asked for.</summary>
    public bool PeerWasDisturbed { get; private set; }

    public TimeSpan WakeUp => _peers.Count == 0 ? _host.WakeUp : TimeSpan.MaxValue;

    /// <summary>Seats a real peer, and lets him talk until his newest instruction has this serial.</summary>
    public SimulatedHost WithPeer(int serial)
    {
        var peer = new RealPeer();
        _peers.Add(peer);
        while (peer.NewestSerial < serial)
        {
            _host.Receive(peer.SayMore(), RealPeer.EndPoint, TimeSpan.Zero);
            Drain();
        }

        PeerWasDisturbed = false;
        return this;
    }

    /// <summary>Lets the real peer ping, and tells whether the host still knows him and answers.</summary>
    public bool PeerIsStillServed()
    {
        var token = _peers[0].SayMore();
        _host.Receive(token, RealPeer.EndPoint, TimeSpan.FromSeconds(60));
        return _host.IsOccupied && _host.TryWrite(out var to, out _) && RealPeer.EndPoint.Equals(to);
    }

    public bool Receive(byte[] datagram, TimeSpan now)
    {
        _host.Receive(datagram, Prober, now);
        return true;
    }

    public bool TryAnswer(TimeSpan now, out byte[] datagram)
    {
        if (_peers.Count == 0)
        {
            _host.Advance(now);
        }

        while (_host.TryReadEvent(out var happened))
        {
            VisitsSeen += happened.Kind == P2PHostEventKind.Request ? 1 : 0;
            if (happened.Text is not null)
            {
                LinesSeen.Add(happened.Text);
            }
        }

        while (_host.TryWrite(out var to, out var answer))
        {
            if (Prober.Equals(to))
            {
                datagram = answer.ToArray();
                return true;
            }

            PeerWasDisturbed = true;
        }

        datagram = [];
        return false;
    }

    private void Drain()
    {
        while (_host.TryWrite(out _, out _)) { }

        while (_host.TryReadEvent(out _)) { }
    }

    /// <summary>An opponent who logged in, confirmed and then sends one PING after the other.</summary>
    private sealed class RealPeer
    {
        public static readonly IPEndPoint EndPoint = new(IPAddress.Loopback, 40_000);

        private readonly P2PSentInstructions _said = new(3);
        private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];

        public int NewestSerial => _said.Total - 1;

        public byte[] SayMore()
        {
            switch (_said.Total)
            {
                case 0:
                    _said.Add(P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", "another emulator", KailleraText.DefaultEncoding));
                    break;
                case 1:
                    _said.Add(P2PInstructionType.LoginAccepted, []);
                    break;
                default:
                    _said.Add(P2PInstructionType.Ping, [1, 2, 3, 4]);
                    break;
            }

            return _buffer.AsSpan(0, _said.Write(_buffer)).ToArray();
        }
    }
}

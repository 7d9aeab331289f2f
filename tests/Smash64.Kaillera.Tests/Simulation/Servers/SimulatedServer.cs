namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>
/// A server that forgives nothing: whoever is listed and says no farewell stays listed for ever. (That it behaves on the wire as a
/// real one does is what the recordings show, in KailleraServerConversationRecordingTests.)
/// </summary>
internal sealed class SimulatedServer : ISimulatedServer, IPracticePorts
{
    public const int DoorwayPort = 27888;

    public static readonly IPEndPoint EndPoint = new(IPAddress.Loopback, DoorwayPort);

    private static readonly IPEndPoint Visitor = new(IPAddress.Loopback, 50_000);

    private readonly KailleraServerConversation _server;
    private readonly HashSet<int> _ports = [DoorwayPort];
    private readonly bool _blocksLoginPorts;
    private readonly TimeSpan _refusalAfterLogin;
    private TimeSpan _refusesUntil;
    private int _nextPort = DoorwayPort;

    /// <param name="options">The server's settings.</param>
    /// <param name="blocksLoginPorts">Whether a firewall lets only the doorway's port through.</param>
    /// <param name="refusalAfterLogin">For how long a firewall refuses everything as soon as somebody is listed.</param>
    public SimulatedServer(KailleraPracticeServerOptions options, bool blocksLoginPorts = false, TimeSpan refusalAfterLogin = default)
    {
        options.SilentUserTimeout = Timeout.InfiniteTimeSpan;
        options.LoginTimeout = TimeSpan.FromMinutes(1);
        _server = new KailleraServerConversation(options, DoorwayPort, this);
        _blocksLoginPorts = blocksLoginPorts;
        _refusalAfterLogin = refusalAfterLogin;
        AnnouncementCount = options.Announcements.Count;
        Pretended = [.. _server.Users.Select(user => user.Name)];
    }

    /// <summary>Lets somebody else log in, who stays.</summary>
    public SimulatedServer WithSeatedUser()
    {
        var other = new IPEndPoint(Visitor.Address, Visitor.Port + 1);
        Span<byte> hello = stackalloc byte[KailleraDoorwayConversation.MaxDatagramLength];
        var length = KailleraDoorwayText.Hello(KailleraProtocol.DoorwayVersion).Write(hello);
        _server.Receive(hello[..length], other, DoorwayPort, TimeSpan.Zero);
        var login = new KailleraOutbox();
        login.Add(KailleraMessageType.Login, [.. "Only One\0emulator\0\x01"u8]);
        var buffer = new byte[KailleraProtocol.MaxDatagramLength];
        for (var ack = 0; ack <= KailleraProtocol.LoginAcks; ack++)
        {
            _server.Receive(buffer.AsSpan(0, login.Write(buffer)), other, _nextPort, TimeSpan.Zero);
            login.Add(KailleraMessageType.ClientAck, [0, .. KailleraProtocol.AckValues]);
        }

        Pretended = [.. _server.Users.Select(user => user.Name)];
        return Pretended.Contains("Only One", StringComparer.Ordinal) ? this : throw new InvalidOperationException("He was not let in.");
    }

    /// <summary>Gets the names of the users who were there before.</summary>
    public IReadOnlyList<string> Pretended { get; private set; }

    /// <summary>Gets how many games there are.</summary>
    public int GameCount => _server.Games.Count;

    /// <summary>Gets how many lines a newcomer reads.</summary>
    public int AnnouncementCount { get; }

    /// <summary>Gets the users who are listed and were not there before.</summary>
    public IEnumerable<KailleraPracticeUser> Ghosts => _server.Users.Where(user => !Pretended.Contains(user.Name, StringComparer.Ordinal));

    /// <summary>Gets a value indicating whether the visitor was ever listed.</summary>
    public bool WasVisited { get; private set; }

    public TimeSpan WakeUp => _server.WakeUp;

    public void Advance(TimeSpan now) => _server.Advance(now);

    public bool Receive(byte[] datagram, int port, TimeSpan now)
    {
        if (_blocksLoginPorts && port != DoorwayPort)
        {
            return true; // a firewall says nothing
        }

        if (!_ports.Contains(port) || now < _refusesUntil)
        {
            return false;
        }

        _server.Receive(datagram, Visitor, port, now);
        if (!WasVisited && _server.Users.Count > Pretended.Count)
        {
            WasVisited = true;
            _refusesUntil = now + _refusalAfterLogin;
        }

        return true;
    }

    public bool TryAnswer(out int port, out byte[] datagram)
    {
        while (_server.TryWrite(out port, out var destination, out var bytes))
        {
            if (destination.Equals(Visitor))
            {
                datagram = bytes.ToArray();
                return true;
            }
        }

        datagram = [];
        return false;
    }

    int? IPracticePorts.Open()
    {
        _ports.Add(++_nextPort);
        return _nextPort;
    }

    void IPracticePorts.Close(int port) => _ports.Remove(port);
}

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Plays the runner of a practice server by hand: it says what comes when, and keeps what was sent.</summary>
internal sealed class ServerDriver : IPracticePorts
{
    public const int DoorwayPort = 27_888;

    private readonly Queue<int> _ports;

    public ServerDriver(KailleraPracticeServerOptions? options = null, IEnumerable<int>? ports = null, ushort firstUserId = 1, uint firstGameId = 1)
    {
        _ports = new Queue<int>(ports ?? Enumerable.Range(DoorwayPort + 1, 2_000));
        Server = new KailleraServerConversation(options ?? new KailleraPracticeServerOptions(), DoorwayPort, this, firstUserId, firstGameId);
    }

    public KailleraServerConversation Server { get; }

    public TimeSpan Now { get; private set; }

    public List<SentDatagram> Sent { get; } = [];

    public List<KailleraPracticeServerEvent> Events { get; } = [];

    public HashSet<int> OpenPorts { get; } = [];

    /// <summary>Gets or sets a value indicating whether ports that are closed are given again.</summary>
    public bool ReusesPorts { get; init; }

    public int? Open()
    {
        if (!_ports.TryDequeue(out var port))
        {
            return null;
        }

        OpenPorts.Add(port);
        return port;
    }

    public void Close(int port)
    {
        OpenPorts.Remove(port).Should().BeTrue("a port is closed once");
        if (ReusesPorts)
        {
            _ports.Enqueue(port);
        }
    }

    /// <summary>Lets the server do all that is due up to a time.</summary>
    public void AdvanceTo(TimeSpan time)
    {
        while (Server.WakeUp < time)
        {
            Now = Server.WakeUp > Now ? Server.WakeUp : Now;
            Server.Advance(Now);
            Flush();
        }

        Now = time;
        Server.Advance(time);
        Flush();
    }

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort)
    {
        Server.Receive(datagram, sender, localPort, Now);
        Flush();
    }

    public void Close()
    {
        Server.Close();
        Flush();
    }

    private void Flush()
    {
        while (Server.TryWrite(out var localPort, out var destination, out var datagram))
        {
            (localPort == DoorwayPort || OpenPorts.Contains(localPort)).Should().BeTrue("only open ports can send");
            Sent.Add(new SentDatagram(Now, localPort, destination, datagram.ToArray()));
        }

        while (Server.TryReadEvent(out var happened))
        {
            Events.Add(happened);
        }
    }
}

/// <summary>A datagram that a server sent.</summary>
internal sealed record SentDatagram(TimeSpan Time, int LocalPort, IPEndPoint Destination, byte[] Payload);

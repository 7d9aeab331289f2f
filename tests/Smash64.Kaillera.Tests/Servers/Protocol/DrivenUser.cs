namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>A client on a line to a <see cref="ServerDriver"/> that loses nothing and takes no time.</summary>
internal sealed class DrivenUser(ServerDriver driver, IPEndPoint endPoint)
{
    private int _read;

    public DrivenUser(ServerDriver driver, int number)
        : this(driver, new IPEndPoint(IPAddress.Loopback, 40_000 + number)) { }

    public PracticeClient Client { get; } = new();

    public IPEndPoint EndPoint { get; } = endPoint;

    public int Port { get; private set; }

    /// <summary>Says HELLO and returns what the doorway answered.</summary>
    public string? SayHello()
    {
        _read = driver.Sent.Count;
        driver.Receive(PracticeClient.Hello, EndPoint, ServerDriver.DoorwayPort);
        var answer = driver
            .Sent.Skip(_read)
            .Select(sent => Encoding.ASCII.GetString(sent.Payload))
            .SingleOrDefault(text => text == "TOO\0" || text.StartsWith("HELLOD00D", StringComparison.Ordinal));
        _read = driver.Sent.Count;
        Port = answer?.StartsWith("HELLOD00D", StringComparison.Ordinal) is true ? int.Parse(answer[9..^1], provider: null) : Port;
        return answer;
    }

    public void Say(byte[] datagram)
    {
        driver.Receive(datagram, EndPoint, Port);
        Listen();
    }

    /// <summary>Hears all that was sent to this client since the last time.</summary>
    public void Listen()
    {
        foreach (var sent in driver.Sent.Skip(_read).Where(sent => sent.Destination.Equals(EndPoint)))
        {
            Client.Hear(sent.Payload);
        }

        _read = driver.Sent.Count;
    }

    public void Acknowledge(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Say(Client.Ack());
        }
    }

    /// <summary>Logs in, as far as to the answer to the fourth acknowledgement.</summary>
    public DrivenUser LogIn(string name, string emulator = "Emulator")
    {
        SayHello().Should().StartWith("HELLOD00D");
        Say(Client.Login(name, emulator));
        Acknowledge(KailleraProtocol.LoginAcks);
        return this;
    }
}

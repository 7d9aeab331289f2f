namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>Plays the runner of a probing conversation by hand: the test says what comes when, and reads what was sent.</summary>
internal sealed class ProbeDriver
{
    /// <summary>An EXIT as <see cref="Describe"/> writes it, where nothing was said that the host may have missed.</summary>
    public const string ExitAfterFillers =
        "14:Exit 13:FrameDelay 12:FrameDelay 11:FrameDelay 10:FrameDelay 9:FrameDelay 8:FrameDelay 7:FrameDelay 6:FrameDelay 5:FrameDelay 4:FrameDelay 3:FrameDelay 2:FrameDelay 1:FrameDelay";

    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];

    public ProbeDriver(P2PProbeOptions? options = null)
    {
        Conversation = new P2PProbeConversation(options);
        Advance(TimeSpan.Zero);
    }

    public P2PProbeConversation Conversation { get; }

    public List<(double Milliseconds, byte[] Datagram)> Sent { get; } = [];

    public TimeSpan Now { get; private set; }

    public P2PProbeResult Result => Conversation.ToResult(new IPEndPoint(IPAddress.Loopback, 27886));

    public static byte[] Accepted(string user = "Host", string game = "Game", int serial = 0, int extra = 0) =>
        Datagram((byte)serial, P2PInstructionType.LoginAccepted, [.. P2PBodies.Names(user, game, KailleraText.DefaultEncoding), .. new byte[extra]]);

    public static byte[] Datagram(byte serial, P2PInstructionType type, params byte[] body)
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(serial, type, body);
        return writer.Written.ToArray();
    }

    /// <summary>Lets the time pass, with all wake-ups on the way.</summary>
    public ProbeDriver Advance(double milliseconds) => Advance(TimeSpan.FromMilliseconds(milliseconds));

    public ProbeDriver Advance(TimeSpan to)
    {
        Drain();
        while (Conversation.WakeUp <= to)
        {
            Now = Conversation.WakeUp > Now ? Conversation.WakeUp : Now;
            Drain();
        }

        Now = to;
        return this;
    }

    /// <summary>Jumps to a time at once, as a runner does that was held up.</summary>
    public ProbeDriver Jump(double milliseconds)
    {
        Now = TimeSpan.FromMilliseconds(milliseconds);
        Drain();
        return this;
    }

    public ProbeDriver Receive(ReadOnlySpan<byte> datagram)
    {
        Conversation.Receive(datagram, Now);
        Drain();
        return this;
    }

    public ProbeDriver PortUnreachable()
    {
        Conversation.PortUnreachable(Now);
        Drain();
        return this;
    }

    public ProbeDriver Stop()
    {
        Conversation.Stop(Now);
        Drain();
        return this;
    }

    public ProbeDriver Finish() => Advance(TimeSpan.FromMinutes(2));

    /// <summary>Reads the instructions of a datagram that was sent, newest first, as <c>serial:type</c>.</summary>
    public static string Describe(byte[] datagram)
    {
        if (!P2PDatagramReader.TryCreate(datagram, out var reader))
        {
            return System.Text.Encoding.ASCII.GetString(datagram).Replace('\0', '.');
        }

        var parts = new List<string>();
        while (reader.TryRead(out var instruction))
        {
            parts.Add($"{instruction.Serial}:{instruction.Type}");
        }

        return string.Join(' ', parts);
    }

    private void Drain()
    {
        while (Conversation.TryWrite(Now, _buffer, out var length))
        {
            Sent.Add((Now.TotalMilliseconds, _buffer.AsSpan(0, length).ToArray()));
        }
    }
}

namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>The host conversation stands in for the real host of each recording, and must say what that one said.</summary>
public sealed class P2PHostConversationRecordingTests
{
    // One byte is one character, so that names reach the wire as they were recorded.
    private static readonly Encoding OneToOne = Encoding.Latin1;

    public static TheoryData<string> SessionNames =>
        [
            .. WireRecordings
                .All.Where(session => !session.IsUndefined) // a gap: that host answered with what its memory held
                .Select(session => session.Name),
        ];

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void Receive_RecordedProber_IsAnsweredAsByTheRealHost(string name)
    {
        var session = WireRecordings.Find(name);
        var host = CreateHost(session);
        var answers = new List<string>();

        foreach (var datagram in session.Datagrams.Where(datagram => !datagram.IsFromHost))
        {
            host.Receive(datagram.Payload, EndPointOf(datagram.Peer), datagram.Time);
            while (host.TryWrite(out var peer, out var answer))
            {
                answers.Add(Describe(peer.Port, answer.Span));
            }
        }

        answers
            .Should()
            .Equal(session.Datagrams.Where(datagram => datagram.IsFromHost).Select(datagram => Describe(datagram.Peer, datagram.Payload)));
        (session.HostLeftUsable ?? host.IsOccupied is false).Should().Be(!host.IsOccupied);
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void TryReadEvent_RecordedProber_TellsWhatTheRealHostShowedItsPlayer(string name)
    {
        var session = WireRecordings.Find(name);
        var host = CreateHost(session);
        foreach (var datagram in session.Datagrams.Where(datagram => !datagram.IsFromHost))
        {
            host.Receive(datagram.Payload, EndPointOf(datagram.Peer), datagram.Time);
        }

        var events = new List<P2PHostEvent>();
        while (host.TryReadEvent(out var happened))
        {
            events.Add(happened);
        }

        var log = session.HostLog.Split('\n');
        events
            .Count(happened => happened.Kind == P2PHostEventKind.Request)
            .Should()
            .Be(log.Count(line => line.StartsWith("Connection Request from ", StringComparison.Ordinal)));
        events
            .Count(happened => happened.Kind == P2PHostEventKind.Joined)
            .Should()
            .Be(log.Count(line => line.StartsWith("Peer reconfirmed", StringComparison.Ordinal)));
        events
            .Count(happened => happened.Kind == P2PHostEventKind.Knock)
            .Should()
            .Be(log.Count(line => line.EndsWith(" PINGRQ", StringComparison.Ordinal)));
        events
            .Count(happened => happened.Kind == P2PHostEventKind.Chat)
            .Should()
            .Be(events.Count == 0 ? 0 : CountPeerLines(session));
    }

    [Fact]
    public void Receive_RecordedGap_IsTakenWithoutHarm()
    {
        var session = WireRecordings.All.Single(session => session.IsUndefined);
        var host = CreateHost(session);

        foreach (var datagram in session.Datagrams.Where(datagram => !datagram.IsFromHost))
        {
            host.Receive(datagram.Payload, EndPointOf(datagram.Peer), datagram.Time);
        }

        host.IsOccupied.Should().BeFalse("the EXIT behind the gap counts");
    }

    private static int CountPeerLines(RecordedSession session)
    {
        var own = $"CHAT <{Encoding.UTF8.GetString(session.HostUser)}> ";
        return session.HostLog.Split('\n').Count(line =>
            line.StartsWith("CHAT <", StringComparison.Ordinal)
            && !line.StartsWith(own, StringComparison.Ordinal)
            && !line.EndsWith("Game may desync!", StringComparison.Ordinal)
        );
    }

    private static P2PHostConversation CreateHost(RecordedSession session) =>
        new(
            new P2PHostOptions
            {
                Generation = WireRecordings.FirstGeneration.Contains(session) ? P2PHostGeneration.First : P2PHostGeneration.Second,
                UserName = OneToOne.GetString(session.HostUser),
                Game = OneToOne.GetString(session.HostGame),
                ClientName = OneToOne.GetString(session.HostApp),
                Encoding = OneToOne,
                SilentPeerTimeout = Timeout.InfiniteTimeSpan,
            }
        );

    private static IPEndPoint EndPointOf(int peer) => new(IPAddress.Loopback, peer);

    // One recorded host was given names that fill their fields; this one always leaves the NUL at the end.
    private static byte[] WithLastNul(P2PInstruction instruction)
    {
        var body = instruction.Body.ToArray();
        if (instruction.Type == P2PInstructionType.LoginAccepted && body.Length == P2PProtocol.UserNameSize + P2PProtocol.GameNameSize)
        {
            body[P2PProtocol.UserNameSize - 1] = 0;
            body[^1] = 0;
        }

        return body;
    }

    /// <summary>Writes a datagram down without what differs between hosts: the memory in a host's PINGs, the build in its version line.</summary>
    private static string Describe(int peer, ReadOnlySpan<byte> datagram)
    {
        if (!P2PDatagramReader.TryCreate(datagram, out var reader))
        {
            return $"to {peer}: {Convert.ToHexString(datagram)}";
        }

        var text = new StringBuilder($"to {peer}:");
        while (reader.TryRead(out var instruction))
        {
            text.Append(' ').Append(instruction.Serial).Append('.').Append(instruction.Type).Append('=');
            if (instruction.Type == P2PInstructionType.Ping)
            {
                text.Append(instruction.Body.Length).Append(" bytes");
            }
            else if (instruction.TryReadChat(OneToOne, out var line) && line.StartsWith("Using version", StringComparison.Ordinal))
            {
                text.Append("version line");
            }
            else
            {
                text.Append(Convert.ToHexString(WithLastNul(instruction)));
            }
        }

        return text.ToString();
    }
}

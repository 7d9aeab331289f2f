namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PRecordedDatagramTests
{
    public static TheoryData<string> SessionNames => [.. WireRecordings.All.Select(session => session.Name)];

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void ReaderThenWriter_RecordedDatagram_ReproducesEveryByte(string name)
    {
        foreach (var datagram in WireRecordings.Find(name).Datagrams.Where(datagram => !IsIgnoredByHosts(name, datagram)))
        {
            Reencode(datagram.Payload).Should().Equal(datagram.Payload);
        }
    }

    [Fact]
    public void TryCreate_DatagramsThatHostsIgnored_IsFalse()
    {
        var isTaken = WireRecordings
            .All.SelectMany(session => session.Datagrams.Where(datagram => IsIgnoredByHosts(session.Name, datagram)))
            .Select(datagram => P2PDatagramReader.TryCreate(datagram.Payload, out var _))
            .ToList();

        isTaken.Should().HaveCount(7).And.NotContain(true, "n02 dropped them too");
    }

    [Fact]
    public void TryRead_EveryRecordedInstruction_HasAKnownType()
    {
        foreach (var session in WireRecordings.All.Where(session => !session.IsUndefined))
        {
            foreach (var datagram in session.Datagrams)
            {
                _ = P2PDatagramReader.TryCreate(datagram.Payload, out var reader);
                while (reader.TryRead(out var instruction))
                {
                    instruction.IsKnown.Should().BeTrue("{0} holds type {1:X2}", session.Name, (byte)instruction.Type);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void TryReadNames_RecordedAcceptance_IsWhatTheHostWasCalled(string name)
    {
        var session = WireRecordings.Find(name);
        var encoding = name == "code-page-names" ? Encoding.GetEncoding(28591) : Encoding.UTF8;
        foreach (var datagram in session.Datagrams.Where(datagram => datagram.IsFromHost))
        {
            _ = P2PDatagramReader.TryCreate(datagram.Payload, out var reader);
            while (reader.TryRead(out var instruction))
            {
                if (instruction.Type == P2PInstructionType.LoginAccepted)
                {
                    instruction.TryReadNames(encoding, out var user, out var game).Should().BeTrue();
                    user.Should().Be(KailleraText.Decode(session.HostUser, encoding));
                    game.Should().Be(KailleraText.Decode(session.HostGame, encoding));
                }
            }
        }
    }

    [Fact]
    public void TryReadChat_RecordedLines_AreWhatTheHostShowed()
    {
        var session = WireRecordings.Find("chat-texts");
        var lines = new List<string>();
        foreach (var datagram in session.Datagrams.Where(datagram => !datagram.IsFromHost))
        {
            _ = P2PDatagramReader.TryCreate(datagram.Payload, out var reader);
            if (reader.TryRead(out var newest) && newest.TryReadChat(Encoding.UTF8, out var line))
            {
                lines.Add(line);
            }
        }

        lines
            .Should()
            .Equal("", "hello", "two\uFFFDlines", "Zo\u00EB \u30DE\u30EA\u30AA", new string('x', 200), new string('y', 245), "Jos\uFFFD");
    }

    // Counts of 0, 15 and 255, an empty datagram, and a raw frame that is too short.
    private static bool IsIgnoredByHosts(string session, RecordedDatagram datagram) =>
        !datagram.IsFromHost
        && (datagram.Payload is [] or [0] or [> 14, ..] || (session == "count-0-and-15-and-more" && datagram.Payload is [0, ..]) || datagram.Payload is [0, _, _, _, _]);

    private static byte[] Reencode(byte[] datagram)
    {
        if (P2PDatagramReader.TryReadRawFrame(datagram, out var text))
        {
            var isTerminated = datagram[^1] == 0;
            return [0, .. text, .. isTerminated ? new byte[1] : []];
        }

        P2PDatagramReader.TryCreate(datagram, out var reader).Should().BeTrue();
        var writer = new P2PDatagramWriter(new byte[4096]);
        while (reader.TryRead(out var instruction))
        {
            writer.Write(instruction.Serial, instruction.Type, instruction.Body);
        }

        return writer.Written.ToArray();
    }
}

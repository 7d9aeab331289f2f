namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What a running server and its clients said is read as what it says, and written again to the byte.</summary>
public sealed class KailleraRecordedDatagramTests
{
    private static readonly Encoding ServerEncoding = KailleraRecordings.ServerEncoding;

    public static TheoryData<string> SessionNames => [.. KailleraRecordings.All.Select(session => session.Name)];

    [Fact]
    public void Recordings_AreAllThere()
    {
        KailleraRecordings.All.Should().HaveCount(26);
        KailleraRecordings.All.Sum(session => session.Datagrams.Count).Should().Be(1_302);
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void ReaderThenWriter_RecordedDatagram_ReproducesEveryByte(string name)
    {
        var datagrams = KailleraRecordings.Find(name).Datagrams;
        foreach (var datagram in datagrams.Where(datagram => !datagram.IsAtDoorway))
        {
            Reencode(datagram.Payload).Should().Equal(datagram.Payload);
        }

        foreach (var datagram in datagrams.Where(datagram => datagram.IsAtDoorway && !IsOddity(name, datagram)))
        {
            KailleraDoorwayText.TryRead(datagram.Payload, out var text).Should().BeTrue();
            var written = new byte[32];
            written[..text.Write(written)].Should().Equal(datagram.Payload);
        }
    }

    [Fact]
    public void TryRead_TextsThatTheServerDidNotKnow_AreUnknown()
    {
        var oddities = KailleraRecordings
            .All.SelectMany(session => session.Datagrams.Where(datagram => IsOddity(session.Name, datagram)))
            .ToList();

        oddities.Should().HaveCount(8);
        foreach (var oddity in oddities)
        {
            KailleraDoorwayText.TryRead(oddity.Payload, out var text).Should().BeFalse();
            text.Kind.Should().Be(KailleraDoorwayTextKind.Unknown);
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void Doorway_RecordedText_IsWhatItsSenderSays(string name)
    {
        var datagrams = KailleraRecordings.Find(name).Datagrams;
        foreach (var datagram in datagrams.Where(datagram => datagram.IsAtDoorway && !IsOddity(name, datagram)))
        {
            _ = KailleraDoorwayText.TryRead(datagram.Payload, out var text);
            if (datagram.IsFromServer)
            {
                text.Kind.Should().BeOneOf(KailleraDoorwayTextKind.Pong, KailleraDoorwayTextKind.Welcome, KailleraDoorwayTextKind.Full);
                (text.Port > 27_888).Should().Be(text.Kind is KailleraDoorwayTextKind.Welcome, "this server gives each a port of his own");
            }
            else if (name != "doorway-oddities")
            {
                text.Kind.Should().BeOneOf(KailleraDoorwayTextKind.Ping, KailleraDoorwayTextKind.Hello);
                var isRightVersion = text.Version.SequenceEqual(KailleraProtocol.DoorwayVersion);
                isRightVersion.Should().Be(text.Kind is KailleraDoorwayTextKind.Hello && name != "hello-wrong-version");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void Welcome_RecordedPort_IsWhereTheClientIsAnsweredFromThenOn(string name)
    {
        var datagrams = KailleraRecordings.Find(name).Datagrams;
        foreach (var datagram in datagrams.Where(datagram => datagram.IsAtDoorway && datagram.IsFromServer))
        {
            _ = KailleraDoorwayText.TryRead(datagram.Payload, out var text);
            var port = text.Port;
            if (text.Kind is KailleraDoorwayTextKind.Welcome)
            {
                datagrams
                    .Where(other => other.Peer == datagram.Peer && !other.IsAtDoorway)
                    .Select(other => other.ServerPort)
                    .Distinct()
                    .Should()
                    .BeSubsetOf([port]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void TryRead_RecordedMessages_AreNumberedDownwards(string name)
    {
        foreach (var datagram in KailleraRecordings.Find(name).Datagrams.Where(datagram => !datagram.IsAtDoorway))
        {
            KailleraDatagramReader.TryCreate(datagram.Payload, out var reader).Should().BeTrue();
            _ = reader.TryRead(out var newest);
            for (var older = 1; reader.TryRead(out var message); older++)
            {
                message.Number.Should().Be((ushort)(newest.Number - older));
            }
        }
    }

    [Fact]
    public void TryRead_VisitOfTheOriginalClient_IsWhatItSaid()
    {
        KailleraRecordings.Find("login-original-client").Transcript(peer: 1, isFromServer: false, ServerEncoding)
            .Should()
            .Equal(
                [
                    "0: Login 'tester' 'MyEmu 1.0' Lan",
                    .. Enumerable.Range(1, 10).Select(number => $"{number}: ClientAck '' 00000000010000000200000003000000"),
                    "11: GlobalChat '' 'hello'",
                    "12: Quit '' 65535 'bye'",
                ],
                "the original client acknowledges what the server says while it logs in, not the acks alone"
            );
    }

    [Fact]
    public void TryRead_TwoOriginalClients_EachHearsOfTheOtherAndTheGame()
    {
        KailleraRecordings.Find("two-users-original-client").Transcript(peer: 2, isFromServer: true, ServerEncoding)
            .Should()
            .Equal(
                "0: ServerAck '' 00000000010000000200000003000000",
                "1: ServerAck '' 00000000010000000200000003000000",
                "2: ServerAck '' 00000000010000000200000003000000",
                "3: ServerAck '' 00000000010000000200000003000000",
                "4: ServerStatus '' 1 1 | 'Link' 0 1 6 2 | 'Zelda no Densetsu' 2 'Emu One' 'Link' '1/8' 0",
                "5: Information 'server' 'Welcome to a new EmuLinkerSF Server!'",
                "6: Information 'server' 'Edit emulinker.cfg to setup your server configuration'",
                "7: Information 'server' 'Edit language.properties to setup your login announcements'",
                "8: Information 'server' 'Welcome Admin! Type /help for a admin command list.'",
                "9: Information 'server' 'EmuLinkerSF v93.2: 01-22-2023 - Visit: https://god-weapon.github.io'",
                "10: UserJoined 'Ganon' 7 0 Lan",
                "11: Information 'server' 'Server Owner Logged In!'",
                "12: Quit 'Ganon' 7 'first out'"
            );
        KailleraRecordings.Find("two-users-original-client").Transcript(peer: 1, isFromServer: true, ServerEncoding)
            .Should()
            .ContainInOrder(
                "10: UserJoined 'Link' 6 0 Excellent",
                "12: CreateGame 'Link' 'Zelda no Densetsu' 'Emu One' 2",
                "13: GameStatus '' 2 0 1 8",
                "14: PlayerInformation '' 0",
                "15: JoinGame '' 2 'Link' 0 6 Excellent",
                "22: Information 'server' 'Link created game: Zelda no Densetsu'",
                "23: UserJoined 'Ganon' 7 0 Lan",
                "25: Quit 'Ganon' 7 'first out'",
                "26: QuitGame 'Link' 6",
                "27: Quit 'Link' 6 'last out'"
            );
    }

    [Fact]
    public void TryRead_RecordedRejections_HoldTheServersReason()
    {
        var reasons = KailleraRecordings
            .All.SelectMany(session =>
                Enumerable.Range(1, 2).SelectMany(peer => session.Transcript(peer, isFromServer: true, ServerEncoding))
            )
            .Where(line => line.Contains("Rejected", StringComparison.Ordinal));

        reasons
            .Should()
            .BeEquivalentTo(
                "4: Rejected 'server' 31 'Duplicating names is not allowed: Unique'",
                "4: Rejected 'server' 32 'Illegal characters in User Name'",
                "4: Rejected 'server' 33 'Illegal characters in User Name'",
                "4: Rejected 'server' 34 'User Name Too Long'",
                "4: Rejected 'server' 2 'Ping Too High: 302 > 250'",
                "4: Rejected 'server' 3 'Empty UserName!'",
                "4: Rejected 'server' 2 'Emulator Name Too Long'",
                "4: Rejected 'server' 3 'Illegal characters in User Name'"
            );
    }

    // Spaces, letters, missing and other NULs: the server said nothing to them.
    private static bool IsOddity(string session, KailleraRecordedDatagram datagram) =>
        session == "doorway-oddities"
        && !datagram.IsFromServer
        && !datagram.Payload.AsSpan().SequenceEqual("PING\0"u8)
        && !datagram.Payload.AsSpan().SequenceEqual("PONG\0"u8)
        && !datagram.Payload.AsSpan().SequenceEqual("TOO\0"u8);

    private static byte[] Reencode(byte[] datagram)
    {
        KailleraDatagramReader.TryCreate(datagram, out var reader).Should().BeTrue();
        var writer = new KailleraDatagramWriter(new byte[KailleraProtocol.MaxDatagramLength]);
        var body = new byte[KailleraProtocol.MaxDatagramLength];
        while (reader.TryRead(out var message))
        {
            message.IsKnown.Should().BeTrue();
            var length = KailleraTyped.Rewrite(message, body);
            length.Should().Be(message.Body.Length, "{0} is read to its end", message.Type);
            writer.Write(message.Number, message.Type, body.AsSpan(0, length));
        }

        return writer.Written.ToArray();
    }
}

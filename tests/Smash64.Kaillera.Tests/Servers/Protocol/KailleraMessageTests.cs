using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Every type in both directions, as hand-made bytes beside what they say.</summary>
public sealed class KailleraMessageTests
{
    private const string Ack = "\0\0\0\0\0\u0001\0\0\0\u0002\0\0\0\u0003\0\0\0";

    private delegate bool Read(KailleraMessage message);

    // The body stands as Latin-1: a character is a byte.
    public static TheoryData<string, byte, string, string> Sentences => new()
    {
        { "client quits", 0x01, "\0\u00FF\u00FFbye\0", "Quit '' 65535 'bye'" },
        { "client quits without a word", 0x01, "\0\u00FF\u00FF\0", "Quit '' 65535 ''" },
        { "server tells of it", 0x01, "Mario\0\u0004\0bye\0", "Quit 'Mario' 4 'bye'" },
        { "server tells of a newcomer", 0x02, "Mario\0\u0004\u0001\u0057\0\0\0\u0003", "UserJoined 'Mario' 260 87 Good" },
        { "client logs in", 0x03, "Mario\0Project 64k\0\u0001", "Login 'Mario' 'Project 64k' Lan" },
        { "empty server", 0x04, "\0\0\0\0\0\0\0\0\0", "ServerStatus '' 0 0" },
        {
            "server with two users",
            0x04,
            "\0\u0002\0\0\0\0\0\0\0Mario\0\u0057\0\0\0\u0001\u0004\0\u0006Jos\u00E9\0\u0001\u0002\0\0\0\u0005\0\u0001",
            "ServerStatus '' 2 0 | 'Mario' 87 1 4 6 | 'Jos\u00E9' 513 0 5 1"
        },
        {
            "server with a user and a game",
            0x04,
            "\0\u0001\0\0\0\u0001\0\0\0Mario\0\u0057\0\0\0\u0001\u0004\0\u0006SSB\0\u0001\0\0\0P64k\0Mario\01/8\0\u0002",
            "ServerStatus '' 1 1 | 'Mario' 87 1 4 6 | 'SSB' 1 'P64k' 'Mario' '1/8' 2"
        },
        { "server asks for the ping", 0x05, Ack, "ServerAck '' 00000000010000000200000003000000" },
        { "client answers", 0x06, Ack, "ClientAck '' 00000000010000000200000003000000" },
        { "client chats", 0x07, "\0hi\0", "GlobalChat '' 'hi'" },
        { "server passes it on", 0x07, "Mario\0hi\0", "GlobalChat 'Mario' 'hi'" },
        { "client chats in its game", 0x08, "\0hi\0", "GameChat '' 'hi'" },
        { "server passes it on to the game", 0x08, "Mario\0hi\0", "GameChat 'Mario' 'hi'" },
        { "client is still there", 0x09, "\0", "KeepAlive ''" },
        { "client opens a game", 0x0A, "\0SSB\0\0\u00FF\u00FF\u00FF\u00FF", "CreateGame '' 'SSB' '' 4294967295" },
        { "server tells of it to all", 0x0A, "Mario\0SSB\0P64k\0\u0001\u0002\0\0", "CreateGame 'Mario' 'SSB' 'P64k' 513" },
        { "client leaves its game", 0x0B, "\0\u00FF\u00FF", "QuitGame '' 65535" },
        { "server tells who left the game", 0x0B, "Mario\0\u0004\0", "QuitGame 'Mario' 4" },
        { "client joins a game", 0x0C, "\0\u0001\0\0\0\0\0\0\0\0\u00FF\u00FF\u0002", "JoinGame '' 1 '' 0 65535 Excellent" },
        { "server tells who joined", 0x0C, "\0\u0001\0\0\0Luigi\0\u0009\0\0\0\u0005\0\u0002", "JoinGame '' 1 'Luigi' 9 5 Excellent" },
        { "nobody else is in the game", 0x0D, "\0\0\0\0\0", "PlayerInformation '' 0" },
        {
            "two are in the game",
            0x0D,
            "\0\u0002\0\0\0Mario\0\u0009\0\0\0\u0004\0\u0001Luigi\0\0\0\0\0\u0005\0\u0006",
            "PlayerInformation '' 2 | 'Mario' 9 4 Lan | 'Luigi' 0 5 Bad"
        },
        { "game plays, 2 of 8", 0x0E, "\0\u0001\0\0\0\u0001\u0002\u0008", "GameStatus '' 1 1 2 8" },
        { "owner kicks", 0x0F, "\0\u0005\0", "Kick '' 5" },
        { "game is over", 0x10, "\0\u0001\u0002\u0003\u0004", "CloseGame '' 67305985" },
        { "owner starts", 0x11, "\0\u00FF\u00FF\u00FF\u00FF", "StartGame '' 65535 255 255" },
        { "server starts the game", 0x11, "\0\u0003\0\u0001\u0002", "StartGame '' 3 1 2" },
        { "input", 0x12, "\0\u0004\0\u0001\u0002\u0003\u0004", "GameData '' 01020304" },
        { "no input", 0x12, "\0\0\0", "GameData '' " },
        { "the same input as before", 0x13, "\0\u00FF", "CachedGameData '' 255" },
        { "client drops out", 0x14, "\0\0", "Drop '' 0" },
        { "server tells who dropped out", 0x14, "Mario\0\u0001", "Drop 'Mario' 1" },
        { "client has loaded the game", 0x15, "\0", "Ready ''" },
        { "server rejects", 0x16, "server\0\u0002\0Ping Too High: 302 > 250\0", "Rejected 'server' 2 'Ping Too High: 302 > 250'" },
        { "server announces", 0x17, "server\0Welcome\0", "Information 'server' 'Welcome'" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void TryRead_Body_SaysWhatTheSentenceSays(string sentence, byte type, string body, string expected)
    {
        KailleraTyped.Describe(Message(type, Encoding.Latin1.GetBytes(body))).Should().Be(expected, sentence);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Write_WhatWasRead_IsEveryByteOfTheBody(string sentence, byte type, string body, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        var written = new byte[bytes.Length];

        KailleraTyped.Rewrite(Message(type, bytes), written).Should().Be(bytes.Length, "{0}: {1}", sentence, expected);

        written.Should().Equal(bytes);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void TryRead_BodyCutAnywhere_IsFalse(string sentence, byte type, string body, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        for (var length = 0; length < bytes.Length; length++)
        {
            KailleraTyped
                .Describe(Message(type, bytes.AsSpan(0, length)))
                .Should()
                .BeNull("{0} is cut after {1} bytes: {2}", sentence, length, expected);
        }
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void TryRead_BytesBehindTheBody_ArePassedOver(string sentence, byte type, string body, string expected)
    {
        KailleraTyped.Describe(Message(type, [.. Encoding.Latin1.GetBytes(body), 0xFF, 0x00, 0x41])).Should().Be(expected, sentence);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Write_BufferOneByteTooSmall_Throws(string sentence, byte type, string body, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(body);

        var write = () => KailleraTyped.Rewrite(Message(type, bytes), new byte[bytes.Length - 1]);

        write.Should().Throw<ArgumentException>("{0}: {1}", sentence, expected);
    }

    [Fact]
    public void Sentences_HoldEveryTypeOfTheProtocol()
    {
        var types = ((IEnumerable<object[]>)Sentences).Select(row => (byte)row[1]).Distinct().Order();

        types.Should().Equal(Enumerable.Range(0x01, 23).Select(type => (byte)type), "there are 23 and no others");
        Enum.GetValues<KailleraMessageType>().Should().HaveCount(1 + 23);
    }

    // Zeros are a whole body of every type: empty texts, counts of 0.
    [Fact]
    public void TryRead_TypeOfAnotherBody_IsFalse()
    {
        foreach (var (read, types) in Readers())
        {
            var taken = Enumerable.Range(0, 256).Where(type => read(Message((byte)type, new byte[64])));

            taken.Select(type => (KailleraMessageType)type).Should().Equal(types);
        }

        Readers().SelectMany(reader => reader.Types).Should().OnlyHaveUniqueItems().And.HaveCount(23, "each type has one body");
    }

    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x01, true)]
    [InlineData(0x17, true)]
    [InlineData(0x18, false)]
    [InlineData(0xFF, false)]
    public void IsKnown_Type_IsOneOfThe23(byte type, bool expected)
    {
        Message(type, []).IsKnown.Should().Be(expected);
    }

    [Theory]
    [InlineData(0x04, "\0\u00FF\u00FF\u00FF\u00FF\0\0\0\0Mario\0\u0057\0\0\0\u0001\u0004\0\u0006", "4294967295 users")]
    [InlineData(0x04, "\0\0\0\0\0\u00FF\u00FF\u00FF\u00FFSSB\0\u0001\0\0\0P64k\0Mario\01/8\0\u0002", "4294967295 games")]
    [InlineData(0x04, "\0\u0002\0\0\0\0\0\0\0Mario\0\u0057\0\0\0\u0001\u0004\0\u0006", "one user more than there is")]
    [InlineData(0x0D, "\0\u00FF\u00FF\u00FF\u00FFMario\0\u0009\0\0\0\u0004\0\u0001", "4294967295 players")]
    [InlineData(0x12, "\0\u00FF\u00FF\u0001\u0002", "65535 bytes of input")]
    public void TryRead_CountThatLies_IsFalse(byte type, string body, string lie)
    {
        KailleraTyped.Describe(Message(type, Encoding.Latin1.GetBytes(body))).Should().BeNull("there aren't {0}", lie);
    }

    [Fact]
    public void TryRead_EntryThatIsCut_TakesNothingOff()
    {
        var user = "Mario\0\0\0\0\0\u0001\u0004\0"u8;
        var game = "SSB\0\u0001\0\0\0P64k\0Mario\01/8\0"u8;
        var player = "Mario\0\0\0\0\0\u0001\u0004"u8;
        var (userLength, gameLength, playerLength) = (user.Length, game.Length, player.Length);

        KailleraStatusUser.TryRead(ref user, out _).Should().BeFalse();
        KailleraStatusGame.TryRead(ref game, out _).Should().BeFalse();
        KailleraPlayer.TryRead(ref player, out _).Should().BeFalse();

        (user.Length, game.Length, player.Length).Should().Be((userLength, gameLength, playerLength));
    }

    [Fact]
    public void Write_TextWithANul_EndsBeforeIt()
    {
        var body = new byte[16];

        var length = new KailleraTextMessage { User = "a\0b"u8, Text = "c\0\0"u8 }.Write(body);

        body[..length].Should().Equal("a\0c\0"u8.ToArray());
    }

    [Fact]
    public void Write_AckWithoutValues_HoldsTheUsualOnes()
    {
        var body = new byte[32];

        var length = new KailleraAckMessage().Write(body);

        body[..length].Should().Equal(Encoding.Latin1.GetBytes(Ack));
    }

    [Fact]
    public void Write_ContentThatIsNone_Throws()
    {
        var body = new byte[70_000];
        Action[] writes =
        [
            () => new KailleraAckMessage { Values = new byte[15] }.Write(body),
            () => new KailleraGameDataMessage { Data = new byte[65_536] }.Write(body),
            () => new KailleraStatusMessage { UserCount = 1 }.Write(body),
            () => new KailleraStatusMessage { GameCount = 1 }.Write(body),
            () => new KailleraStatusMessage { Users = new byte[9] }.Write(body),
            () => new KailleraStatusMessage { Games = new byte[9] }.Write(body),
            () => new KailleraPlayersMessage { PlayerCount = 1 }.Write(body),
            () => new KailleraPlayersMessage { Players = new byte[8] }.Write(body),
        ];

        writes.Should().AllSatisfy(write => write.Should().Throw<ArgumentException>());
    }

    private static (Read Read, KailleraMessageType[] Types)[] Readers() =>
        [
            (message => KailleraNoticeMessage.TryRead(message, out _), [KailleraMessageType.Quit, KailleraMessageType.Rejected]),
            (message => KailleraUserJoinedMessage.TryRead(message, out _), [KailleraMessageType.UserJoined]),
            (message => KailleraLoginMessage.TryRead(message, out _), [KailleraMessageType.Login]),
            (message => KailleraStatusMessage.TryRead(message, out _), [KailleraMessageType.ServerStatus]),
            (message => KailleraAckMessage.TryRead(message, out _), [KailleraMessageType.ServerAck, KailleraMessageType.ClientAck]),
            (
                message => KailleraTextMessage.TryRead(message, out _),
                [KailleraMessageType.GlobalChat, KailleraMessageType.GameChat, KailleraMessageType.Information]
            ),
            (message => KailleraBareMessage.TryRead(message, out _), [KailleraMessageType.KeepAlive, KailleraMessageType.Ready]),
            (message => KailleraCreateGameMessage.TryRead(message, out _), [KailleraMessageType.CreateGame]),
            (message => KailleraUserMessage.TryRead(message, out _), [KailleraMessageType.QuitGame, KailleraMessageType.Kick]),
            (message => KailleraJoinGameMessage.TryRead(message, out _), [KailleraMessageType.JoinGame]),
            (message => KailleraPlayersMessage.TryRead(message, out _), [KailleraMessageType.PlayerInformation]),
            (message => KailleraGameStatusMessage.TryRead(message, out _), [KailleraMessageType.GameStatus]),
            (message => KailleraGameMessage.TryRead(message, out _), [KailleraMessageType.CloseGame]),
            (message => KailleraStartGameMessage.TryRead(message, out _), [KailleraMessageType.StartGame]),
            (message => KailleraGameDataMessage.TryRead(message, out _), [KailleraMessageType.GameData]),
            (message => KailleraSlotMessage.TryRead(message, out _), [KailleraMessageType.CachedGameData, KailleraMessageType.Drop]),
        ];

    private static KailleraMessage Message(byte type, ReadOnlySpan<byte> body) => new(number: 0, (KailleraMessageType)type, body);
}

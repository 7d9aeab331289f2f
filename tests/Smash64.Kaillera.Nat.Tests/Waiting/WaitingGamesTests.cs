using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>The list's conversation with hosts, without a network.</summary>
public sealed class WaitingGamesTests : WaitingConversation
{
    private const string Knock = "\0PINGRQ\0";

    public static TheoryData<string, string, string?, string, int> Told =>
        new()
        {
            { "ENLIST G|E|U", "E", null, "U", 27886 },
            { "ENLIST G|E 1.0 {CC:PIKA@555}|U", "E 1.0", "PIKA@555", "U", 27886 },
            { "ENLISP G|E {CC:pika#555}|U|40123", "E", "PIKA@555", "U", 40123 },
            { "ENLISP G|E {CC:ABC_12-x}|U|1", "E", "ABC_12-x", "U", 1 },
            { "ENLIST G|E|U|65535", "E", null, "U", 65535 }, // written so by some older clients
            { "ENLIST G|E|U|0", "E", null, "U/0", 27886 },
            { "ENLIST G|E|", "E", null, "", 27886 },
            { "ENLIST G||U", "", null, "U", 27886 },
            { "ENLIST G|E||| U ||", "E", null, "// U //", 27886 },
            { "ENLISP G|E|a|b|5", "E", null, "a/b", 5 },
            { "ENLIST  G | E | U ", "E", null, "U", 27886 },
            { "ENLIST G|E {CC:}|U", "E (CC:)", null, "U", 27886 },
            { "ENLIST G|E {CC:abc}|U", "E (CC:abc)", null, "U", 27886 },
            { "ENLIST G|E {CC:<b>}|U", "E (CC:<b>)", null, "U", 27886 },
            { "ENLIST G|E\r\n\u001B|U\n", "E\uFFFD\uFFFD\uFFFD", null, "U\uFFFD", 27886 },
        };

    [Theory]
    [MemberData(nameof(Told))]
    public void Enlist_Host_StandsInTheListAsHeTells(string text, string emulator, string? code, string user, int port)
    {
        Send(Host, text);

        Games.Should().Equal(new WaitingGame("G", emulator, code, user, new IPEndPoint(Host.Address, port), Ping: null));
    }

    [Theory]
    [InlineData("ENLIST")]
    [InlineData("ENLIST ")]
    [InlineData("ENLIST G")]
    [InlineData("ENLIST G|E")]
    [InlineData("ENLIST |E|U")]
    [InlineData("ENLIST  |E|U")]
    [InlineData("ENLISP G|E|U")]
    [InlineData("ENLISP G|E|5")]
    [InlineData("ENLISP G|E|U|")]
    [InlineData("ENLISP G|E|U|0")]
    [InlineData("ENLISP G|E|U|65536")]
    [InlineData("ENLISP G|E|U|-1")]
    [InlineData("ENLISP G|E|U| 5")]
    [InlineData("ENLISP G|E|U|5|x")]
    [InlineData("ENLISP G|E|U|99999999999999999999")]
    [InlineData("enlist G|E|U")]
    [InlineData("ENLISTG|E|U")]
    [InlineData("ENLIST G|E\0|U")]
    [InlineData("\0ENLIST G|E|U")]
    [InlineData("MSG hello")]
    [InlineData("PINGRQ")]
    [InlineData("")]
    public void Enlist_Malformed_ChangesNothingAndIsNotAnswered(string text)
    {
        Send(Host, text);

        Games.Should().BeEmpty();
        Read().Should().BeNull();
        List.HostCount.Should().Be(0);
    }

    [Theory]
    [InlineData("\0", "\0")]
    [InlineData("\0", "")]
    [InlineData("", "\0")]
    [InlineData("", "")]
    [InlineData("\0", "\0\0\0")]
    public void Question_WithOrWithoutZeros_IsAnsweredWithThem(string before, string after)
    {
        Receive(Host, Encoding.ASCII.GetBytes($"{before}WHATISMYIP{after}"));

        Read().Should().Be((Host, "\0100.200.0.2:27886\0"));

        Receive(Host, Encoding.ASCII.GetBytes($"{before}ENLIST G|E|U{after}"));
        Games.Should().ContainSingle();
        Read().Should().Be((Host, Knock));
        Receive(Host, Encoding.ASCII.GetBytes($"{before}UNENLIST{after}"));
        Games.Should().BeEmpty();
    }

    [Fact]
    public void Enlist_TooLong_IsPassedOver()
    {
        Send(Host, $"ENLIST {new string('g', 498)}|E|U");
        Games.Should().ContainSingle().Which.Game.Should().HaveLength(127, "no name of the P2P protocol is longer");
        Send(Other, $"ENLIST {new string('g', 500)}|E|U");

        Games.Should().ContainSingle("no client sends more than 512 bytes");
    }

    [Theory]
    [InlineData("837C", "ポ", "in Japanese the byte of | ends a character")]
    [InlineData("E3839D", "ポ", "UTF-8")]
    [InlineData("506F6BE96D6F6E", "Pokémon", "Windows-1252")]
    [InlineData("61E280AE62", "a\uFFFDb", "a direction override would turn the list around")]
    public void Enlist_NamesOfEachKind_AreReadAsTheyReadBest(string hex, string name, string because)
    {
        var bytes = Convert.FromHexString(hex);
        Receive(Host, [.. "\0ENLISP "u8, .. bytes, .. "|E|"u8, .. bytes, .. "|5\0"u8]);

        var game = Games.Should().ContainSingle(because).Subject;
        (game.Game, game.UserName, game.EndPoint.Port).Should().Be((name, name, 5), because);
    }

    [Fact]
    public void Enlist_LongNames_AreCutBetweenCharacters()
    {
        Send(Host, $"ENLIST G|E|{string.Concat(Enumerable.Repeat("x😀", 11))}");

        Games[0].UserName.Should().Be(string.Concat(Enumerable.Repeat("x😀", 10)) + "x", "31 characters end within the last face");
    }

    [Fact]
    public void Enlist_Repeated_ChangesTheEntryInItsPlace()
    {
        Send(Host, "ENLIST A|E|U");
        Send(Other, "ENLIST B|E|U");
        Send(Host, "ENLISP C|E {CC:FOX@1}|V|9");

        Games.Select(game => (game.Game, game.EndPoint.Port)).Should().Equal(("C", 9), ("B", 40000));
    }

    [Fact]
    public void Unenlist_OnlyTheSocketThatEnlisted_TakesItOff()
    {
        Send(Host, "ENLISP G|E|U|9");

        Send(new IPEndPoint(Host.Address, 9), "UNENLIST");
        Send(Other, "UNENLIST");
        Games.Should().ContainSingle();
        Send(Host, "UNENLIST");
        Games.Should().BeEmpty();
        Send(Host, "ENLIST G|E|U");
        Games.Should().ContainSingle();
    }

    [Fact]
    public void Timeout_HostFallsSilent_IsGoneAfterThreeMissedRepeats()
    {
        Send(Host, "ENLIST G|E|U");
        Advance(TimeSpan.FromSeconds(30));
        Send(Host, "ENLIST G|E|U");
        List.WakeUp.Should().Be(Now + TimeSpan.FromSeconds(95));

        Advance(TimeSpan.FromSeconds(94.9));
        Games.Should().ContainSingle();
        Advance(TimeSpan.FromSeconds(0.1));

        Games.Should().BeEmpty();
        List.HostCount.Should().Be(0);
        List.WakeUp.Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void Timeout_HostWhoOnlyAnswersPings_IsGoneToo()
    {
        Send(Host, "ENLIST G|E|U");
        Reply(Host);
        Advance(TimeSpan.FromSeconds(50));
        Reply(Host);
        Send(Host, "WHATISMYIP");

        Advance(TimeSpan.FromSeconds(45));

        Games.Should().BeEmpty();
    }

    [Fact]
    public void Ping_HostAnswers_IsMeasuredOnceEvery30Seconds()
    {
        Send(Host, "ENLISP G|E|U|9");
        Read().Should().Be((Host, Knock), "not to the port that he tells, which could be a stranger's");
        Advance(TimeSpan.FromMilliseconds(41.6));
        Reply(Host);
        Games[0].Ping.Should().Be(42);

        Advance(TimeSpan.FromMilliseconds(10));
        Reply(Host);
        Games[0].Ping.Should().Be(42, "nobody asked again");
        Send(Host, "ENLISP G|E|V|9");
        Send(Host, "UNENLIST");
        Send(Host, "ENLISP G|E|U|9");
        Read().Should().BeNull();
        Games[0].Ping.Should().Be(42);

        Advance(TimeSpan.FromSeconds(30));
        Send(Host, "ENLISP G|E|U|9");
        Read().Should().Be((Host, Knock));
        Advance(TimeSpan.FromMilliseconds(7));
        Reply(Host);
        Games[0].Ping.Should().Be(7);
        Read().Should().BeNull();
    }

    [Fact]
    public void Ping_AnswerOfSomebodyElseOrTooLate_CountsForNothing()
    {
        Send(Host, "ENLIST G|E|U");
        Reply(Other);
        Reply(new IPEndPoint(Host.Address, 9));
        Send(Host, "xxxxxxxxx");
        Games[0].Ping.Should().BeNull();

        Advance(TimeSpan.FromSeconds(5.1));
        Reply(Host);

        Games[0].Ping.Should().BeNull();
        List.HostCount.Should().Be(1);
    }

    [Theory]
    [InlineData("192.168.1.20")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("203.0.113.7")]
    public void Question_FromAnAddressThatNobodyHas_IsNotAnswered(string address)
    {
        var sender = new IPEndPoint(IPAddress.Parse(address), 5_000);

        Send(sender, "WHATISMYIP");
        Send(sender, "ENLIST G|E|U");
        Send(new IPEndPoint(Host.Address, 0), "ENLIST G|E|U");

        Read().Should().BeNull();
        Games.Should().BeEmpty();
    }

    [Theory]
    [InlineData("192.168.1.20", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("224.0.0.1", false)]
    public void Question_FromALan_IsAnsweredWhereThatIsAllowed(string address, bool isAnswered)
    {
        Options.AllowPrivateAddresses = true;

        Send(new IPEndPoint(IPAddress.Parse(address), 27886), "ENLIST G|E|U");

        Games.Should().HaveCount(isAnswered ? 1 : 0);
    }

    [Fact]
    public void Close_EmptiesTheListAndSaysNothing()
    {
        Send(Host, "ENLIST G|E|U");
        ReadAll();

        List.Close();

        Games.Should().BeEmpty();
        Read().Should().BeNull();
    }
}

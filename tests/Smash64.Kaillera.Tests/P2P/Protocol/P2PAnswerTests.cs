namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PAnswerTests
{
    [Theory]
    [InlineData("PONG\0", "the doorway's answer to PING")]
    [InlineData("HELLOD00D27888\0", "the doorway's answer to HELLO")]
    [InlineData("TOO\0", "the doorway of a full server")]
    public void Read_WordsOfADoorway_AreAKailleraServer(string words, string because)
    {
        Read(Encoding.ASCII.GetBytes(words)).From.Should().Be(P2PAnswer.Source.KailleraServer, because);
    }

    [Theory]
    [InlineData("PONG\0x", "something stands behind it")]
    [InlineData("PONG", "the NUL is missing")]
    [InlineData("TOO", "the NUL is missing")]
    [InlineData("HELLO", "the rest is missing")]
    [InlineData("", "it is empty")]
    public void Read_OtherWords_AreAStranger(string words, string because)
    {
        Read(Encoding.ASCII.GetBytes(words)).From.Should().Be(P2PAnswer.Source.Stranger, because);
    }

    [Fact]
    public void Read_KnockReply_IsAKnockedHost()
    {
        Read(P2PProtocol.KnockReply).From.Should().Be(P2PAnswer.Source.KnockedHost);
    }

    [Fact]
    public void Read_AcceptanceOfALobby_TellsTheNames()
    {
        var answer = Read(ProbeDriver.Accepted("Kirby", "SSB64"));

        (answer.From, answer.HostName, answer.Game, answer.IsRoom).Should().Be((P2PAnswer.Source.SeatedHost, "Kirby", "SSB64", false));
        (answer.IsRefusal, answer.Echoed, answer.Ping).Should().Be((false, null, null));
    }

    [Fact]
    public void Read_AcceptanceWithMoreThanTheNames_IsARoom()
    {
        Read(ProbeDriver.Accepted("Kirby", "SSB64", extra: 1)).IsRoom.Should().BeTrue();
    }

    [Fact]
    public void Read_AcceptanceTooShortForNames_IsASeatedHostWithoutAName()
    {
        var answer = Read(ProbeDriver.Datagram(0, P2PInstructionType.LoginAccepted, new byte[159]));

        (answer.From, answer.HostName, answer.Game, answer.IsRoom).Should().Be((P2PAnswer.Source.SeatedHost, null, null, false));
    }

    [Fact]
    public void Read_Refusal_IsARefusingHost()
    {
        var answer = Read(ProbeDriver.Datagram(0, P2PInstructionType.LoginRefused));

        (answer.From, answer.IsRefusal).Should().Be((P2PAnswer.Source.RefusingHost, true));
    }

    [Fact]
    public void Read_RefusalBesideAnAcceptance_IsASeatedHostThatRefuses()
    {
        var answer = Read(Convert.FromHexString("02" + Instruction(1, P2PInstructionType.LoginRefused) + Instruction(0, P2PInstructionType.LoginAccepted)));

        (answer.From, answer.IsRefusal).Should().Be((P2PAnswer.Source.SeatedHost, true), "what was said before is repeated");
    }

    [Theory]
    [InlineData(P2PInstructionType.LoginRequest, "no host asks to be let in")]
    [InlineData((P2PInstructionType)0xEE, "no n02 program says that")]
    public void Read_WhatNoHostSaysBesideAnAcceptance_IsAStranger(P2PInstructionType type, string because)
    {
        var datagram = Convert.FromHexString("02" + Instruction(1, P2PInstructionType.LoginAccepted) + Instruction(0, type));

        Read(datagram).Should().Be(default(P2PAnswer), because);
    }

    [Fact]
    public void Read_SeveralEchoes_TellsTheNewest()
    {
        var datagram = Convert.FromHexString(
            "02" + Instruction(5, P2PInstructionType.PingEcho, P2PPingToken.Make(3)) + Instruction(4, P2PInstructionType.PingEcho, P2PPingToken.Make(2))
        );

        Read(datagram).Echoed.Should().Be(3);
    }

    [Theory]
    [InlineData("73363403", 3, "our mark and a serial")]
    [InlineData("733634", null, "the serial is missing")]
    [InlineData("7336340300", null, "there is something more")]
    [InlineData("73363503", null, "the mark is another")]
    [InlineData("", null, "there is nothing")]
    public void Read_Echo_IsOneOfOursOnlyWithOurMark(string body, int? serial, string because)
    {
        var answer = Read(ProbeDriver.Datagram(0, P2PInstructionType.PingEcho, Convert.FromHexString(body)));

        (answer.From, answer.Echoed).Should().Be((P2PAnswer.Source.SeatedHost, serial), because);
    }

    [Fact]
    public void Read_SeveralPings_GivesTheNewest()
    {
        var datagram = Convert.FromHexString("02" + Instruction(5, P2PInstructionType.Ping, 0xAA) + Instruction(4, P2PInstructionType.Ping, 0xBB));

        Read(datagram).Ping.Should().Equal(0xAA);
    }

    private static P2PAnswer Read(ReadOnlySpan<byte> datagram) => P2PAnswer.Read(datagram, Encoding.UTF8);

    private static string Instruction(byte serial, P2PInstructionType type, params byte[] body) =>
        Convert.ToHexString([serial, (byte)(1 + body.Length), (byte)type, .. body]);
}

using System.Diagnostics;
using Smash64.Kaillera.Nat.Autopunch.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Autopunch;

/// <summary>The messages of Autopunch, byte by byte.</summary>
public sealed class AutopunchProtocolTests
{
    private static readonly IPEndPoint Peer = IPEndPoint.Parse("100.200.0.2:40123");

    [Fact]
    public void Announcement_IsThePortInNetworkOrder()
    {
        var datagram = new byte[AutopunchProtocol.AnnouncementLength];

        AutopunchProtocol.WriteAnnouncement(datagram, 27886);

        Convert.ToHexString(datagram).Should().Be("6CEE");
        AutopunchProtocol.TryReadAnnouncement(datagram, out var port).Should().BeTrue();
        port.Should().Be(27886);
    }

    [Fact]
    public void Question_IsTheOwnPortThenAddressAndPortOfThePeer()
    {
        var datagram = new byte[AutopunchProtocol.QuestionLength];

        AutopunchProtocol.WriteQuestion(datagram, 27887, Peer);

        Convert.ToHexString(datagram).Should().Be("6CEF64C800029CBB");
        AutopunchProtocol.TryReadQuestion(datagram, out var port, out var peer).Should().BeTrue();
        (port, peer).Should().Be((27887, Peer));
    }

    [Fact]
    public void Answer_IsTheLocalAndThePublicPortThenTheAddress()
    {
        var datagram = new byte[AutopunchProtocol.AnswerLength];

        AutopunchProtocol.WriteAnswer(datagram, 27886, Peer.Port, Peer.Address);

        Convert.ToHexString(datagram).Should().Be("6CEE9CBB64C80002");
        AutopunchProtocol.TryReadAnswer(datagram, out var answer).Should().BeTrue();
        answer.Should().Be(new AutopunchAnswer(27886, 40123, Peer.Address));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    public void Ports_OfEverySize_ComeBack(int port)
    {
        var datagram = new byte[8];
        AutopunchProtocol.WriteQuestion(datagram, port, new IPEndPoint(IPAddress.Broadcast, port));
        AutopunchProtocol.TryReadQuestion(datagram, out var asking, out var peer).Should().BeTrue();
        (asking, peer).Should().Be((port, new IPEndPoint(IPAddress.Broadcast, port)));

        AutopunchProtocol.WriteAnswer(datagram, port, port, IPAddress.Any);
        AutopunchProtocol.TryReadAnswer(datagram, out var answer).Should().BeTrue();
        answer.Should().Be(new AutopunchAnswer(port, port, IPAddress.Any));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6C")]
    [InlineData("0000")]
    [InlineData("6CEE00")]
    public void Announcement_Malformed_IsNone(string hex) =>
        AutopunchProtocol.TryReadAnnouncement(Convert.FromHexString(hex), out _).Should().BeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("6CEF64C800029C")]
    [InlineData("6CEF64C800029CBB00")]
    [InlineData("000064C800029CBB")]
    [InlineData("6CEF64C800020000")]
    public void Question_Malformed_IsNoneAndNamesNobody(string hex)
    {
        AutopunchProtocol.TryReadQuestion(Convert.FromHexString(hex), out _, out var peer).Should().BeFalse();
        peer.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("6CEE9CBB64C800")]
    [InlineData("6CEE9CBB64C8000200")]
    [InlineData("6CEE000064C80002")]
    public void Answer_Malformed_IsNone(string hex)
    {
        AutopunchProtocol.TryReadAnswer(Convert.FromHexString(hex), out var answer).Should().BeFalse();
        answer.Should().Be(default(AutopunchAnswer));
    }

    [Fact]
    public void Answer_WithoutALocalPort_IsStillOne() // only the public port counts
    {
        AutopunchProtocol.TryReadAnswer(Convert.FromHexString("00009CBB64C80002"), out var answer).Should().BeTrue();
        (answer.LocalPort, answer.PublicPort).Should().Be((0, 40123));
    }

    [Fact]
    public void Write_WhatTheWireCannotCarry_Throws()
    {
        var datagram = new byte[8];

        FluentActions
            .Invoking(() => AutopunchProtocol.WriteQuestion(datagram, 1, new IPEndPoint(IPAddress.IPv6Loopback, 1)))
            .Should()
            .Throw<ArgumentException>();
        FluentActions.Invoking(() => AutopunchProtocol.WriteAnswer(datagram, 1, 65_536, Peer.Address)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => AutopunchProtocol.WriteAnnouncement(datagram, -1)).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Read_MillionDatagrams_NeverThrowsAndTellsThemApartByLength()
    {
        var random = new Random(5);
        var buffer = new byte[12];
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1_000_000; i++)
        {
            var datagram = buffer.AsSpan(0, random.Next(buffer.Length + 1));
            random.NextBytes(datagram);
            var isAnnouncement = AutopunchProtocol.TryReadAnnouncement(datagram, out _);
            var isQuestion = AutopunchProtocol.TryReadQuestion(datagram, out _, out _);
            var isAnswer = AutopunchProtocol.TryReadAnswer(datagram, out _);
            if ((isAnnouncement && datagram.Length != 2) || ((isQuestion || isAnswer) && datagram.Length != 8))
            {
                Assert.Fail($"{datagram.Length} bytes were taken for a message.");
            }
        }

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }
}

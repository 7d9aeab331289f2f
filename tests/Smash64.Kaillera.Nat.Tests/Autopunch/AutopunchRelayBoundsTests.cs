using System.Diagnostics;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Autopunch.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Autopunch;

/// <summary>What strangers can and can't make a relay do and remember.</summary>
public sealed class AutopunchRelayBoundsTests
{
    private static readonly IPEndPoint Host = IPEndPoint.Parse("100.200.0.2:40123");
    private static readonly IPEndPoint Asker = IPEndPoint.Parse("100.201.0.3:51000");

    private readonly AutopunchRelayOptions _options = new();
    private readonly Lazy<AutopunchRelayResponder> _relay;
    private TimeSpan _now;

    public AutopunchRelayBoundsTests() => _relay = new(() => new AutopunchRelayResponder(14763, _options));

    [Fact]
    public void Announcement_AddressThatHadManySocketsBefore_IsRememberedOnceTheyAreForgotten()
    {
        for (var i = 0; i < _options.MaxSocketsPerAddress; i++)
        {
            Send(new IPEndPoint(Host.Address, 30_000 + i), [0x6C, 0xEE]);
            Advance(1_000);
        }

        Advance(15_000);
        Send(Host, [0x6C, 0xEE]);
        Send(Asker, Question(27886));

        Read()!.Value.To.Should().Be(Host);
        _relay.Value.SocketCount.Should().Be(2, "those that fell silent are forgotten");
    }

    [Fact]
    public void Silence_WithoutAnyDatagram_ForgetsAll()
    {
        Send(Host, [0x6C, 0xEE]);

        _relay.Value.WakeUp.Should().Be(TimeSpan.FromSeconds(15));
        Advance(15_000);

        _relay.Value.SocketCount.Should().Be(0);
    }

    [Theory]
    [InlineData(14763)]
    [InlineData(7)]
    [InlineData(53)]
    public void OneByte_FromWhoWouldAnswerTheEcho_IsNotEchoed(int port)
    {
        Send(new IPEndPoint(Asker.Address, port), [0x42]);

        Read().Should().BeNull();
    }

    [Fact]
    public void Question_HostHearsOfTooMany_AsksAgainInsteadOfSpeakingFirst()
    {
        Send(Host, [0x6C, 0xEE]);
        for (var i = 0; i < 16; i++)
        {
            Send(new IPEndPoint(IPAddress.Parse($"100.203.0.{i + 1}"), 5_000), Question(27886));
        }

        Send(Asker, Question(27886));
        Advance(300);
        ReadAll().Should().NotContain(Asker, "the host does not know of him, and some routers remember who came too early");
        Advance(200);
        Send(Asker, Question(27886));
        Advance(300);
        ReadAll().Should().Equal(Host, Asker);
    }

    [Fact]
    public void Announcement_AfterAForgedOneInItsName_IsHeardInAFloodToo()
    {
        (_options.MaxDatagramsPerSecond, _options.MaxDatagramsPerAddressPerSecond) = (12, 2);
        Send(Host, [0x6C, 0xEE]);
        Send(Host, [0x00, 0x01]);
        Send(Host, [0x00, 0x02]);
        Send(Host, [0x6C, 0xEE]);

        Send(Asker, Question(27886));

        Read()!.Value.To.Should().Be(Host);
    }

    [Fact]
    public void Question_FromOutside_DoesNotFindSocketsOfTheRelaysOwnMachine()
    {
        Send(IPEndPoint.Parse("127.0.0.1:27886"), [0x6C, 0xEE]);

        Send(Asker, [0x6C, 0xEF, 127, 0, 0, 1, 0x6C, 0xEE]);
        Advance(300);

        ReadAll().Should().BeEmpty();
    }

    [Fact]
    public void Anything_AMillionTimesFromAnywhere_NeverThrowsStaysBoundedAndIsFast()
    {
        (_options.MaxSockets, _options.MaxDatagramsPerSecond, _options.MaxDatagramsPerAddressPerSecond) = (1_000, 1_000_000, 1_000_000);
        var random = new Random(7);
        var buffer = new byte[12];
        var (answers, longest) = (0, 0);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1_000_000; i++)
        {
            var datagram = buffer.AsSpan(0, random.Next(buffer.Length));
            random.NextBytes(datagram);
            if (datagram.Length == 8 && random.Next(2) == 0)
            {
                Question(random.Next(1, 200)).CopyTo(datagram);
            }
            else if (datagram.Length == 2)
            {
                datagram[0] = 0; // so that questions meet somebody
            }

            var address = new IPAddress([100, 200, 0, (byte)random.Next(8)]);
            _relay.Value.Receive(datagram, new IPEndPoint(address, random.Next(65_536)), 14763, _now);
            if (i % 100 == 0)
            {
                _now += TimeSpan.FromMilliseconds(100);
                _relay.Value.Advance(_now);
            }

            while (_relay.Value.TryWrite(out _, out _, out var answer))
            {
                (answers, longest) = (answers + 1, Math.Max(longest, answer.Length));
            }
        }

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
        answers.Should().BeGreaterThan(1_000);
        longest.Should().Be(8);
        _relay.Value.SocketCount.Should().BeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public async Task StartAsync_OverSockets_TellsBothOfEachOther()
    {
        await using var relay = await AutopunchRelay.StartAsync(new AutopunchRelayOptions { Address = IPAddress.Loopback, Port = 0 });
        using var host = UdpPort.Bind();
        using var asker = UdpPort.Bind();
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        var buffer = new byte[8];
        var datagram = new byte[2];
        AutopunchProtocol.WriteAnnouncement(datagram, 27886);
        await host.SendToAsync(datagram, SocketFlags.None, relay.EndPoint, patience.Token);
        await host.SendToAsync(new byte[] { 7 }, SocketFlags.None, relay.EndPoint, patience.Token);
        await host.ReceiveAsync(buffer, SocketFlags.None, patience.Token); // so the announcement has come

        AutopunchProtocol.WriteQuestion(buffer, 5_000, new IPEndPoint(IPAddress.Loopback, 27886));
        await asker.SendToAsync(buffer, SocketFlags.None, relay.EndPoint, patience.Token);

        await host.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        AutopunchProtocol.TryReadAnswer(buffer, out var toHost).Should().BeTrue();
        toHost.Should().Be(new AutopunchAnswer(5_000, asker.GetPort(), IPAddress.Loopback));
        await asker.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        AutopunchProtocol.TryReadAnswer(buffer, out var toAsker).Should().BeTrue();
        toAsker.Should().Be(new AutopunchAnswer(27886, host.GetPort(), IPAddress.Loopback));
    }

    [Fact]
    public async Task StartAsync_BadOptions_SaysAllThatIsWrong() =>
        await FluentActions
            .Awaiting(() => AutopunchRelay.StartAsync(new AutopunchRelayOptions { Port = -1, MaxSockets = 0 }))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*Port must be*MaxSockets must be*");

    private static byte[] Question(int port) => [0x6C, 0xEF, 100, 200, 0, 2, (byte)(port >> 8), (byte)port];

    private void Send(IPEndPoint sender, byte[] datagram) => _relay.Value.Receive(datagram, sender, 14763, _now);

    private (IPEndPoint To, string Datagram)? Read() =>
        _relay.Value.TryWrite(out _, out var to, out var datagram) ? (to, Convert.ToHexString(datagram.Span)) : null;

    // To whom it has sent, in that order.
    private List<IPEndPoint> ReadAll()
    {
        List<IPEndPoint> told = [];
        while (Read() is { } sent)
        {
            told.Add(sent.To);
        }

        return told;
    }

    private void Advance(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _relay.Value.Advance(_now);
    }
}

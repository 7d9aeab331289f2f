using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Autopunch.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Autopunch;

/// <summary>The relay of Autopunch, without a network.</summary>
public sealed class AutopunchRelayTests
{
    private static readonly IPEndPoint Host = IPEndPoint.Parse("100.200.0.2:40123");
    private static readonly IPEndPoint Asker = IPEndPoint.Parse("100.201.0.3:51000");

    private readonly AutopunchRelayOptions _options = new();
    private readonly Lazy<AutopunchRelayResponder> _relay;
    private TimeSpan _now;

    public AutopunchRelayTests() => _relay = new(() => new AutopunchRelayResponder(14763, _options));

    [Theory]
    [InlineData(27886)]
    [InlineData(40123)]
    public void Question_HostIsKnown_TellsTheHostAtOnceAndTheAsker300MillisecondsLater(int asked)
    {
        Send(Host, [0x6C, 0xEE]); // 27886

        Send(Asker, [0x6C, 0xEF, 100, 200, 0, 2, (byte)(asked >> 8), (byte)asked]);

        Read().Should().Be((Host, "6CEF-C738-64-C9-00-03".Replace("-", string.Empty, StringComparison.Ordinal)));
        Read().Should().BeNull("the host's punch is on its way first");
        Advance(300);
        Read().Should().Be((Asker, "6CEE9CBB64C80002"));
        Read().Should().BeNull();
    }

    [Fact]
    public void Question_SeveralSocketsOfOneAddress_NamesTheOneThatWasAskedFor()
    {
        var second = IPEndPoint.Parse("100.200.0.2:40999");
        Send(Host, [0x6C, 0xEE]);
        Send(second, [0x13, 0x88]); // 5000

        Send(Asker, Question("100.200.0.2", 27886));
        Read()!.Value.To.Should().Be(Host);
        Advance(300);
        Read()!.Value.Datagram.Should().StartWith("6CEE");

        Send(Asker, Question("100.200.0.2", 5000));
        Read()!.Value.To.Should().Be(second);
    }

    [Fact]
    public void Question_Repeated_TellsTheHostNoMoreOftenThanAutopunchAsks()
    {
        Send(Host, [0x6C, 0xEE]);
        var told = 0;
        for (var i = 0; i < 10; i++, Advance(200))
        {
            Send(Asker, Question("100.200.0.2", 27886));
            while (Read() is { } sent)
            {
                told += sent.To.Equals(Host) ? 1 : 0;
            }
        }

        told.Should().Be(5);
    }

    [Fact]
    public void Question_AskerCountsAsAnnounced_SoTheHostCanAskBack()
    {
        Send(Host, [0x6C, 0xEE]);
        Send(Asker, Question("100.200.0.2", 27886));
        Advance(300);
        ReadAll();

        Send(Host, [0x6C, 0xEE, 100, 201, 0, 3, 0x6C, 0xEF]);

        Read()!.Value.To.Should().Be(Asker);
    }

    [Theory]
    [InlineData(14_999, true)]
    [InlineData(15_000, false)]
    public void Question_HostFellSilent_IsForgottenAfter15Seconds(int milliseconds, bool isKnown)
    {
        Send(Host, [0x6C, 0xEE]);
        Advance(milliseconds);

        Send(Asker, Question("100.200.0.2", 27886));

        (Read() is not null).Should().Be(isKnown);
    }

    [Fact]
    public void Question_NobodyThere_IsNotAnswered()
    {
        Send(Asker, Question("100.200.0.2", 27886));
        Advance(1_000);

        Read().Should().BeNull();
    }

    [Fact]
    public void OneByte_ComesBackAsItIs()
    {
        Send(Asker, [0x42]);

        Read().Should().Be((Asker, "42"));
    }

    [Theory]
    [InlineData("10.0.0.5:4000")]
    [InlineData("192.0.2.5:4000")]
    [InlineData("255.255.255.255:4000")]
    public void Datagram_FromAnAddressThatIsNotPublic_IsNotAnswered(string sender)
    {
        Send(IPEndPoint.Parse(sender), [0x42]);

        Read().Should().BeNull();
    }

    [Fact]
    public void Flood_OfForgedSockets_CostsNoHostItsPlace()
    {
        _options.MaxSockets = 5_000;
        var random = new Random(1);
        for (var i = 0; i < 60_000; i++)
        {
            if (i % 1_000 == 0)
            {
                Advance(500);
                Send(Host, [0x6C, 0xEE]);
            }

            var forged = new IPEndPoint(new IPAddress([100, 210, (byte)random.Next(256), (byte)random.Next(256)]), random.Next(1, 65_536));
            Send(forged, i % 2 == 0 ? [(byte)random.Next(256), 1] : Question("100.200.0.7", random.Next(1, 65_536)));
        }

        ReadAll();
        _relay.Value.SocketCount.Should().BeLessThanOrEqualTo(5_000);
        Advance(1_000);
        Send(Asker, Question("100.200.0.2", 27886));
        Read()!.Value.To.Should().Be(Host);
    }

    [Fact]
    public void MillionHostileDatagrams_AreAnsweredWithNothingLongerThanTheQuestion()
    {
        var random = new Random(7);
        var buffer = new byte[40];
        for (var i = 0; i < 1_000_000; i++)
        {
            var datagram = buffer.AsSpan(0, random.Next(12));
            random.NextBytes(datagram);
            _now += TimeSpan.FromTicks(100);
            _relay.Value.Receive(datagram, Asker, 14763, _now);
            _relay.Value.Advance(_now);
            while (_relay.Value.TryWrite(out _, out _, out var answer))
            {
                answer.Length.Should().BeLessThanOrEqualTo(8);
            }
        }
    }

    [Fact]
    public async Task StartAsync_OnLoopback_EchoesOverARealSocket()
    {
        await using var relay = await AutopunchRelay.StartAsync(new AutopunchRelayOptions { Address = IPAddress.Loopback, Port = 0 });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(relay.EndPoint);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await socket.SendAsync(new byte[] { 9 }, SocketFlags.None, patience.Token);

        var buffer = new byte[8];
        (await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token)).Should().Be(1);
        buffer[0].Should().Be(9);
    }

    private static byte[] Question(string address, int port) =>
        [0x6C, 0xEF, .. IPAddress.Parse(address).GetAddressBytes(), (byte)(port >> 8), (byte)port];

    private void Send(IPEndPoint sender, byte[] datagram) => _relay.Value.Receive(datagram, sender, 14763, _now);

    private (IPEndPoint To, string Datagram)? Read() =>
        _relay.Value.TryWrite(out _, out var to, out var datagram) ? (to, Convert.ToHexString(datagram.Span)) : null;

    private void ReadAll()
    {
        while (Read() is not null) { }
    }

    private void Advance(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _relay.Value.Advance(_now);
    }
}

namespace Smash64.Kaillera.Tests.Names;

public sealed class HostNamesTests
{
    private static readonly DnsEndPoint Host = new("my-host.example", 27_886);
    private static readonly IPAddress IPv4 = IPAddress.Parse("203.0.113.7");
    private static readonly IPAddress IPv6 = IPAddress.Parse("2001:db8::7");

    [Fact]
    public async Task Find_NameWithBothKinds_TakesTheFirstOfIPv4()
    {
        var found = await FindAsync((_, _) => Task.FromResult<IPAddress[]>([IPv6, IPv4, IPAddress.Parse("198.51.100.2")]));

        found.Should().Be(new IPEndPoint(IPv4, 27_886));
    }

    [Fact]
    public async Task Find_Address_AsksNobody()
    {
        var found = await HostNames.FindAsync(new DnsEndPoint("203.0.113.7", 1), (_, _) => throw new InvalidOperationException(), TimeProvider.System, default);

        found.Should().Be(new IPEndPoint(IPv4, 1));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, HostNameError.NoSuchName, "no host named my-host.example")]
    [InlineData(SocketError.NoData, HostNameError.NoAddress, "has no address")]
    [InlineData(SocketError.TryAgain, HostNameError.NoAnswer, "Nobody could say")]
    [InlineData(SocketError.NetworkDown, HostNameError.NoAnswer, "Nobody could say")]
    public async Task Find_ResolverFails_IsToldApart(SocketError said, HostNameError error, string message)
    {
        var finding = () => FindAsync((_, _) => Task.FromException<IPAddress[]>(new SocketException((int)said)));

        var fault = (await finding.Should().ThrowAsync<HostNameException>().WithMessage($"*{message}*")).Which;
        (fault.Error, fault.HostName).Should().Be((error, "my-host.example"));
    }

    [Fact]
    public async Task Find_OnlyIPv6_SaysSo()
    {
        var finding = () => FindAsync((_, _) => Task.FromResult<IPAddress[]>([IPv6]));

        (await finding.Should().ThrowAsync<HostNameException>().WithMessage("*only IPv6*")).Which.Error.Should().Be(HostNameError.OnlyIPv6);
    }

    [Fact]
    public async Task Find_NobodyAnswers_IsGivenUpAfterTenSeconds()
    {
        var time = new ManualTimeProvider();
        var silent = new TaskCompletionSource<IPAddress[]>();
        var finding = HostNames.FindAsync(Host, (_, _) => silent.Task, time, default);

        time.Advance(TimeSpan.FromSeconds(10));

        (await finding.Awaiting(task => task).Should().ThrowAsync<HostNameException>()).Which.Error.Should().Be(HostNameError.NoAnswer);
        silent.SetException(new SocketException()); // late, and nobody's any more
    }

    [Fact]
    public async Task Find_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var finding = HostNames.FindAsync(Host, (_, _) => new TaskCompletionSource<IPAddress[]>().Task, TimeProvider.System, stop.Token);

        await stop.CancelAsync();

        await finding.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("my-host.example", "my-host.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("my_host.example.", "my_host.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("MixedCase.Example", "mixedcase.example")]
    public void TryParse_Name_IsWrittenAsNameServersKnowIt(string text, string name)
    {
        HostNames.TryParse(text, out var read).Should().BeTrue();

        read.Should().BeEquivalentTo(name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("-a.example")]
    [InlineData("a b")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("http://a.example")]
    [InlineData("a\0b.example")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        HostNames.TryParse(text, out var name).Should().BeFalse();

        name.Should().BeEmpty();
    }

    [Theory]
    [InlineData("my-host.example", "my-host.example", 5)]
    [InlineData("my-host.example:27886", "my-host.example", 27_886)]
    [InlineData("203.0.113.7:65535", "203.0.113.7", 65_535)]
    public void TryParseEndPoint_NameWithOrWithoutAPort_IsRead(string text, string name, int port)
    {
        HostNames.TryParseEndPoint(text, 5, out var host).Should().BeTrue();

        (host!.Host, host.Port).Should().Be((name, port));
    }

    [Theory]
    [InlineData("my-host.example:0")]
    [InlineData("my-host.example:65536")]
    [InlineData("my-host.example: 1")]
    [InlineData("my-host.example:")]
    [InlineData("::1")]
    [InlineData(null)]
    public void TryParseEndPoint_AnythingElse_IsRefused(string? text)
    {
        HostNames.TryParseEndPoint(text, 5, out var host).Should().BeFalse();

        host.Should().BeNull();
    }

    [Fact]
    public async Task Probe_HostKnownByName_IsAskedAtItsAddress()
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var probe = new P2PProbe();

        var result = await probe.ProbeAsync($"localhost:{host.EndPoint.Port}");

        result.IsReachable.Should().BeTrue();
        result.EndPoint.Should().Be(host.EndPoint);
    }

    [Fact]
    public async Task Ping_ServerKnownByName_IsAskedAtItsAddress()
    {
        await using var server = UdpProgram.Doorway();
        await using var probe = new KailleraServerProbe();

        var result = await probe.PingAsync(new DnsEndPoint("localhost", server.Port));

        result.IsReachable.Should().BeTrue();
        result.EndPoint.Should().Be(server.EndPoint);
    }

    [Fact]
    public async Task Probe_TextThatIsNoName_IsTheCallersMistake()
    {
        await using var probe = new P2PProbe();

        var probing = () => probe.ProbeAsync("not a name");

        await probing.Should().ThrowAsync<ArgumentException>().WithMessage("*\"not a name\"*host name or an IPv4 address*");
    }

    private static Task<IPEndPoint> FindAsync(Func<string, CancellationToken, Task<IPAddress[]>> ask) =>
        HostNames.FindAsync(Host, ask, TimeProvider.System, default);
}

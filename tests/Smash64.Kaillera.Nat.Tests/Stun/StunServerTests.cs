using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.Nat.Tests.Stun;

/// <summary>Client and server over the loopback interface.</summary>
public sealed class StunServerTests
{
    private static int _strangers;

    private static readonly byte[] Id = [.. Enumerable.Range(1, 12).Select(static i => (byte)i)];

    [Fact]
    public async Task Ask_ServerWithTwoPorts_TellsThatThereIsNoNat()
    {
        await using var server = await StartAsync(options => options.OtherPort = 0);

        var result = await Client(server.EndPoints[0]).AskAsync();

        result.PublicEndPoint.Should().Be(result.LocalEndPoint);
        (result.IsTranslated, result.KeepsPort, result.Mapping).Should().Be((false, true, NatMapping.EndpointIndependent));
        result.Answers.Select(answer => answer.Server).Should().BeEquivalentTo(server.EndPoints);
    }

    [Fact]
    public async Task Ask_GivenPort_AsksFromThere()
    {
        await using var server = await StartAsync();
        var port = UdpPort.FindClosed().Port;

        (await Client(server.EndPoints[0]).AskAsync(port)).PublicEndPoint.Should().Be(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Ask_ServerWithTwoAddresses_AsksBoth()
    {
        await using var server = await StartAsync(options => options.OtherAddress = IPAddress.Parse("127.0.0.2"));

        var result = await Client(server.EndPoints[0]).AskAsync();

        server.EndPoints.Select(endPoint => endPoint.Address.ToString()).Should().Equal("127.0.0.1", "127.0.0.2");
        result.Answers.Select(answer => answer.Server).Should().Equal(server.EndPoints);
    }

    [Fact]
    public async Task Ask_NobodyThere_IsAResultAtTheTimeoutAndLeavesThePort()
    {
        using var closed = new ClosedPort();
        var time = new ManualTimeProvider();
        var port = UdpPort.FindClosed().Port;
        var client = new StunClient(new StunClientOptions { Servers = [new DnsEndPoint("127.0.0.1", closed.Port)] }, time);

        var asking = client.AskAsync(port);
        while (!asking.IsCompleted)
        {
            await Task.WhenAny(asking, time.WaitForTimersAsync(1));
            time.Advance(TimeSpan.FromMilliseconds(200));
        }

        (await asking).PublicEndPoint.Should().BeNull();
        using var again = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Ask_Cancelled_ThrowsAndLeavesThePort()
    {
        await using var silent = await StartAsync();
        using var closed = new ClosedPort();
        using var cancellation = new CancellationTokenSource();
        var port = UdpPort.FindClosed().Port;

        var asking = Client(new IPEndPoint(IPAddress.Loopback, closed.Port)).AskAsync(port, cancellation.Token);
        await cancellation.CancelAsync();

        await asking.Invoking(call => call).Should().ThrowAsync<OperationCanceledException>();
        using var again = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Ask_NameThatIsNone_SaysSoUnlessAnotherServerIsThere()
    {
        await using var server = await StartAsync();
        var nowhere = new DnsEndPoint("nobody.invalid", 3478);
        var here = new DnsEndPoint("127.0.0.1", server.EndPoints[0].Port);

        await new StunClient(new StunClientOptions { Servers = [nowhere] })
            .Invoking(client => client.AskAsync())
            .Should()
            .ThrowAsync<HostNameException>();
        (await new StunClient(new StunClientOptions { Servers = [nowhere, here] }).AskAsync()).PublicEndPoint.Should().NotBeNull();
    }

    [Fact]
    public async Task Answer_BareQuestion_IsNotLongerThanTwice()
    {
        await using var server = await StartAsync(options => options.OtherPort = 0);
        byte[] question = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, .. Id];

        var answer = await AskRawAsync(server, question);

        answer.Should().NotBeNull();
        answer!.Length.Should().BeLessThanOrEqualTo(2 * question.Length);
        StunMessageReader.TryRead(answer, out var message).Should().BeTrue();
        message.TryFindAddress(StunProtocol.XorMappedAddress, out _).Should().BeTrue();
        message.TryFindAddress(StunProtocol.OtherAddress, out _).Should().BeFalse("there is no room for it");
    }

    [Fact]
    public async Task Answer_ChangeRequest_IsNotUnderstood()
    {
        await using var server = await StartAsync();
        byte[] question = [0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42, .. Id, 0, 3, 0, 4, 0, 0, 0, 6];

        StunMessageReader.TryRead(await AskRawAsync(server, question), out var message).Should().BeTrue();

        message.Type.Should().Be(StunProtocol.BindingError);
        message.TransactionId.ToArray().Should().Equal(Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("010100002112a4420102030405060708090a0b0c")] // an answer: servers must not talk to each other for ever
    [InlineData("001100002112a4420102030405060708090a0b0c")] // an indication
    [InlineData("000100002112a4430102030405060708090a0b0c")] // another cookie
    [InlineData("48454c4c4f302e383300")] // a Kaillera client at the wrong door
    public async Task Answer_NoQuestion_IsSilence(string datagram)
    {
        await using var server = await StartAsync();

        (await AskRawAsync(server, Convert.FromHexString(datagram))).Should().BeNull();
    }

    [Fact]
    public async Task Answer_TooManyQuestions_AreNotAnsweredUntilTheNextSecond()
    {
        var time = new ManualTimeProvider();
        await using var server = await StartAsync(options => options.MaxAnswersPerAddressPerSecond = 3, time);
        using var asker = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var question = StunMessageWriter.WriteRequest(Id);

        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(asker, server, question)).Should().NotBeNull();
        }

        (await AskRawAsync(server, question)).Should().BeNull("another port of the same address is the same asker");
        time.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(asker, server, question)).Should().NotBeNull();
    }

    [Theory]
    [InlineData("Port", "Port must be")]
    [InlineData("OtherPort", "OtherPort must be another")]
    [InlineData("OtherAddress", "must be two single addresses")]
    [InlineData("MaxAnswersPerSecond", "MaxAnswersPerSecond must be")]
    public async Task Start_SettingThatBreaksItsRule_IsNamed(string setting, string message)
    {
        var options = new StunServerOptions();
        switch (setting)
        {
            case "Port":
                options.Port = -1;
                break;
            case "OtherPort":
                options.OtherPort = options.Port;
                break;
            case "OtherAddress":
                options.OtherAddress = IPAddress.Loopback;
                break;
            default:
                options.MaxAnswersPerSecond = 0;
                break;
        }

        var start = () => StunServer.StartAsync(options);

        await start.Should().ThrowAsync<ArgumentException>().WithMessage($"*{message}*");
    }

    [Fact]
    public async Task Start_SecondPortIsTaken_LeavesTheFirst()
    {
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var first = UdpPort.FindClosed().Port;

        var start = () =>
            StartAsync(options => (options.Port, options.OtherPort) = (first, ((IPEndPoint)taken.Client.LocalEndPoint!).Port));

        await start.Should().ThrowAsync<SocketException>();
        using var again = new UdpClient(new IPEndPoint(IPAddress.Loopback, first));
    }

    [Fact]
    public async Task AddKailleraNat_WithServers_AsksThem()
    {
        await using var server = await StartAsync();
        await using var services = new ServiceCollection()
            .AddKailleraNat(options => options.Stun.Servers = [new DnsEndPoint("127.0.0.1", server.EndPoints[0].Port)])
            .BuildServiceProvider();

        (await services.GetRequiredService<IStunClient>().AskAsync()).PublicEndPoint.Should().NotBeNull();
        services.GetRequiredService<IPortMapper>().Should().BeOfType<PortMapper>();
    }

    [Fact]
    public async Task AddKailleraNat_WithTooManyServers_SaysSoAtTheStart()
    {
        await using var services = new ServiceCollection()
            .AddKailleraNat(options => options.Stun.Servers = [.. Enumerable.Repeat(new DnsEndPoint("127.0.0.1", 3478), 5)])
            .BuildServiceProvider();

        services
            .Invoking(static provider => provider.GetRequiredService<IStunClient>())
            .Should()
            .Throw<OptionsValidationException>()
            .WithMessage("*Servers must be 0 to 4*");
    }

    [Fact]
    public async Task Ask_WithoutServers_SaysWhatToSet() =>
        await new StunClient(new StunClientOptions())
            .Invoking(client => client.AskAsync())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*StunClientOptions.Servers*");

    [Fact]
    public async Task Ask_ServersOfTheCall_AsksThem()
    {
        await using var server = await StartAsync();
        var client = new StunClient(new StunClientOptions());

        (await client.AskAsync([new DnsEndPoint("127.0.0.1", server.EndPoints[0].Port)])).PublicEndPoint.Should().NotBeNull();
        await client
            .Invoking(static asked => asked.AskAsync([]))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*servers must be 1 to 4*");
    }

    private static Task<StunServer> StartAsync(Action<StunServerOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new StunServerOptions { Address = IPAddress.Loopback, Port = 0 };
        configure?.Invoke(options);
        return StunServer.StartAsync(options, time);
    }

    private static StunClient Client(IPEndPoint server) =>
        new(new StunClientOptions { Servers = [new DnsEndPoint($"{server.Address}", server.Port)] });

    private static async Task<byte[]?> AskRawAsync(StunServer server, byte[] datagram)
    {
        using var asker = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return await AskAsync(asker, server, datagram);
    }

    /// <summary>
    /// Asks, and tells silence without waiting for it: answers come in the order of the questions, so that once somebody who asks
    /// behind has his, the first one has his or will have none.
    /// </summary>
    private static async Task<byte[]?> AskAsync(UdpClient asker, StunServer server, byte[] datagram)
    {
        await asker.SendAsync(datagram, server.EndPoints[0]);
        var stranger = new IPAddress([127, 0, 1, (byte)Interlocked.Increment(ref _strangers)]); // within nobody's limit
        using var next = new UdpClient(new IPEndPoint(stranger, 0));
        await next.SendAsync(StunMessageWriter.WriteRequest(Id), server.EndPoints[0]);
        await next.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return asker.Available > 0 ? (await asker.ReceiveAsync()).Buffer : null;
    }
}

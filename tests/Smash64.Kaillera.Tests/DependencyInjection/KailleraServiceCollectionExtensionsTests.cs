using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RichardSzalay.MockHttp;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.DependencyInjection;

public sealed class KailleraServiceCollectionExtensionsTests
{
    [Fact]
    public async Task AddKaillera_BareContainer_ProvidesEverything()
    {
        await using var services = new ServiceCollection().AddKaillera().BuildServiceProvider();

        services.GetRequiredService<IP2PProbe>().Should().BeSameAs(services.GetRequiredService<P2PProbe>());
        services.GetRequiredService<IKailleraServerProbe>().Should().BeSameAs(services.GetRequiredService<KailleraServerProbe>());
        services.GetRequiredService<IKailleraServerList>().Should().BeOfType<KailleraServerList>();
        services.GetRequiredService<IKailleraApiClient>().Should().BeOfType<KailleraApiClient>();
        services.GetRequiredService<IKailleraCheckClient>().Should().BeOfType<KailleraCheckClient>();
    }

    [Fact]
    public async Task AddKaillera_Twice_RegistersOnceAndAddsUpSettings()
    {
        Type[] parts = [typeof(IKailleraApiClient), typeof(IKailleraCheckClient), typeof(IP2PProbe), typeof(IKailleraServerProbe), typeof(IKailleraServerList)];
        var collection = new ServiceCollection().AddKaillera(options => options.P2PProbe.UserName = "first");

        collection.AddKaillera(options => options.P2PProbe.Timeout = TimeSpan.FromSeconds(1));

        collection.Select(service => service.ServiceType).Where(parts.Contains).Should().BeEquivalentTo(parts, "each is there once");
        await using var services = collection.BuildServiceProvider();
        var settings = services.GetRequiredService<IOptions<P2PProbeOptions>>().Value;
        settings.UserName.Should().Be("first");
        settings.Timeout.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Dispose_Synchronous_IsPossible()
    {
        using var services = new ServiceCollection().AddKaillera().BuildServiceProvider();

        services.GetRequiredService<IP2PProbe>().Should().NotBeNull();
    }

    [Fact]
    public async Task AddKailleraApiClient_KeyedOneIsThere_RegistersTheUnkeyedOne()
    {
        var collection = new ServiceCollection();
        collection.AddKeyedSingleton<IKailleraApiClient>("own", (_, _) => new KailleraApiClient(new HttpClient()));
        collection.AddKailleraApiClient();
        await using var services = collection.BuildServiceProvider();

        services.GetRequiredService<IKailleraApiClient>().Should().NotBeNull();
    }

    [Fact]
    public async Task AddKaillera_OwnImplementationFirst_KeepsIt()
    {
        var own = new OwnProbe();
        await using var services = new ServiceCollection().AddSingleton<IP2PProbe>(own).AddKaillera().BuildServiceProvider();

        services.GetRequiredService<IP2PProbe>().Should().BeSameAs(own);
    }

    [Fact]
    public async Task AddKaillera_Configuration_BindsAllParts()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Kaillera:P2PProbe:Mode"] = "Identify",
                    ["Kaillera:P2PProbe:Timeout"] = "00:00:04",
                    ["Kaillera:P2PProbe:UserName"] = "launcher",
                    ["Kaillera:P2PProbe:Greeting:0"] = "hello",
                    ["Kaillera:P2PProbe:Encoding"] = "932",
                    ["Kaillera:P2PProbe:HideAddresses"] = "true",
                    ["Kaillera:ServerProbe:PingTimeout"] = "00:00:00.5",
                    ["Kaillera:ServerProbe:HideAddresses"] = "true",
                    ["Kaillera:ServerList:ServerLists:0"] = "http://lists.example/servers",
                    ["Kaillera:ServerList:Timeout"] = "00:00:05",
                    ["Kaillera:ServerList:MaxResponseLength"] = "65536",
                    ["Kaillera:ServerList:MaxEntries"] = "500",
                    ["Kaillera:ServerList:IncludePrivateAddresses"] = "true",
                    ["Kaillera:ServerList:ResolveTimeout"] = "00:00:01",
                    ["Kaillera:ServerList:MaxConcurrentResolves"] = "8",
                    ["Kaillera:ServerList:Encoding"] = "1251",
                    ["Kaillera:Api:BaseAddress"] = "https://checker.example/",
                    ["Kaillera:Api:MaxRetries"] = "0",
                }
            )
            .Build();
        await using var services = new ServiceCollection().AddKaillera(configuration.GetSection("Kaillera")).BuildServiceProvider();

        var probe = services.GetRequiredService<IOptions<P2PProbeOptions>>().Value;
        probe
            .Should()
            .BeEquivalentTo(
                new
                {
                    Mode = P2PProbeMode.Identify,
                    Timeout = TimeSpan.FromSeconds(4),
                    UserName = "launcher",
                    ClientName = "Smash64.Kaillera",
                    HideAddresses = true,
                }
            );
        probe.Greeting.Should().Equal("hello");
        probe.Encoding.CodePage.Should().Be(932);
        var serverProbe = services.GetRequiredService<IOptions<KailleraServerProbeOptions>>().Value;
        serverProbe.Should().BeEquivalentTo(new { PingTimeout = TimeSpan.FromSeconds(0.5), HideAddresses = true });
        var list = services.GetRequiredService<IOptions<KailleraServerListOptions>>().Value;
        list.Should()
            .BeEquivalentTo(
                new
                {
                    Timeout = TimeSpan.FromSeconds(5),
                    MaxResponseLength = 65_536,
                    MaxEntries = 500,
                    IncludePrivateAddresses = true,
                    ResolveTimeout = TimeSpan.FromSeconds(1),
                    MaxConcurrentResolves = 8,
                }
            );
        list.ServerLists.Should().Equal([new Uri("http://lists.example/servers")], "own lists replace the public ones");
        list.WaitingGamesLists.Should().BeEquivalentTo(KailleraServerListOptions.DefaultWaitingGamesLists);
        list.Encoding.CodePage.Should().Be(1251);
        var api = services.GetRequiredService<IOptions<KailleraApiClientOptions>>().Value;
        api.BaseAddress.Should().Be(new Uri("https://checker.example/"));
        api.MaxRetries.Should().Be(0);
    }

    [Fact]
    public async Task Start_BrokenSettings_AreNamedBeforeAnythingRuns()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKaillera(options =>
        {
            options.P2PProbe.Timeout = TimeSpan.Zero;
            options.P2PProbe.MaxConcurrency = 0;
        });
        using var host = builder.Build();

        await FluentActions
            .Awaiting(() => host.StartAsync())
            .Should()
            .ThrowAsync<OptionsValidationException>()
            .WithMessage("*Timeout must be more than zero*MaxConcurrency must be 1 to 65536; it is 0*");
    }

    [Fact]
    public async Task AddKailleraCheckClient_OptionsOfTheApiClient_AreItsOwnToo()
    {
        using var mock = new MockHttpMessageHandler();
        mock.Expect("https://checker.example/kaillera/v1/service")
            .Respond("application/json", """{"vantage":{"name":"fra"},"defaultPort":27886,"minPort":1025,"maxPort":65534}""");
        var collection = new ServiceCollection();
        collection.AddKailleraApiClient(options => options.BaseAddress = new Uri("https://checker.example"));
        collection.AddKailleraCheckClient().ConfigurePrimaryHttpMessageHandler(() => mock);
        await using var services = collection.BuildServiceProvider();

        (await services.GetRequiredService<IKailleraCheckClient>().GetServiceAsync()).Vantage.Name.Should().Be("fra");
    }

    [Fact]
    public async Task AddKailleraApiClient_CallersHandler_IsUsed()
    {
        using var http = new MockHttpMessageHandler();
        http.When("https://checker.example/kaillera/get-ip").Respond("text/plain", "203.0.113.7");
        var collection = new ServiceCollection();
        collection
            .AddKailleraApiClient(options => options.BaseAddress = new Uri("https://checker.example"))
            .ConfigurePrimaryHttpMessageHandler(() => http);
        await using var services = collection.BuildServiceProvider();

        var address = await services.GetRequiredService<IKailleraApiClient>().GetIPAsync();

        address.Should().Be(System.Net.IPAddress.Parse("203.0.113.7"));
    }

    [Fact]
    public async Task AddP2PProbe_ClockInTheContainer_IsUsed()
    {
        var clock = new ManualTimeProvider();
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = System.Net.IPAddress.Loopback, Port = 0 });
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddP2PProbe().BuildServiceProvider();

        var result = await services.GetRequiredService<IP2PProbe>().ProbeAsync(host.EndPoint);

        result.RoundTripTime.Should().Be(TimeSpan.Zero, "the clock stands still");
    }

    [Fact]
    public async Task AddKaillera_ServerProbePart_ReachesTheServerProbe()
    {
        await using var services = new ServiceCollection()
            .AddKaillera(options => options.ServerProbe.PingTimeout = TimeSpan.FromSeconds(5))
            .BuildServiceProvider();

        services.GetRequiredService<IOptions<KailleraServerProbeOptions>>().Value.PingTimeout.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Start_BrokenServerProbeSetting_IsNamedBeforeAnythingRuns()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKailleraServerProbe(options => options.PingTimeout = TimeSpan.Zero);
        using var host = builder.Build();

        await FluentActions
            .Awaiting(() => host.StartAsync())
            .Should()
            .ThrowAsync<OptionsValidationException>()
            .WithMessage("*PingTimeout must be more than zero*");
    }

    [Fact]
    public async Task AddKailleraServerProbe_ClockInTheContainer_IsUsed()
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddKailleraServerProbe()
            .BuildServiceProvider();

        var result = await services.GetRequiredService<IKailleraServerProbe>().PingAsync(server.EndPoint);

        result.MaximumRoundTripTime.Should().Be(TimeSpan.Zero, "the clock stands still");
    }

    [Fact]
    public async Task AddKailleraServerProbe_OwnImplementationFirst_KeepsIt()
    {
        var own = new OwnServerProbe();
        await using var services = new ServiceCollection().AddSingleton<IKailleraServerProbe>(own).AddKaillera().BuildServiceProvider();

        services.GetRequiredService<IKailleraServerProbe>().Should().BeSameAs(own);
    }

    [Fact]
    public async Task AddKaillera_ServerListPart_ReachesTheServerList()
    {
        await using var services = new ServiceCollection().AddKaillera(options => options.ServerList.MaxEntries = 7).BuildServiceProvider();

        services.GetRequiredService<IOptions<KailleraServerListOptions>>().Value.MaxEntries.Should().Be(7);
    }

    [Fact]
    public async Task AddKailleraServerList_CallersHandler_IsUsed()
    {
        using var http = new MockHttpMessageHandler();
        http.When("http://lists.example/servers").Respond("text/plain", "Name\n8.8.8.8:27888;1/2;3;v;l\n");
        var collection = new ServiceCollection();
        collection
            .AddKailleraServerList(options => options.ServerLists = [new Uri("http://lists.example/servers")])
            .ConfigurePrimaryHttpMessageHandler(() => http);
        await using var services = collection.BuildServiceProvider();

        var report = await services.GetRequiredService<IKailleraServerList>().ReadServersAsync();

        report.Entries.Should().ContainSingle().Which.Name.Should().Be("Name");
    }

    [Fact]
    public async Task Start_BrokenServerListSetting_IsNamedBeforeAnythingRuns()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKailleraServerList(options => options.ServerLists = [new Uri("ftp://lists.example/")]);
        using var host = builder.Build();

        await FluentActions
            .Awaiting(() => host.StartAsync())
            .Should()
            .ThrowAsync<OptionsValidationException>()
            .WithMessage("*ServerLists must be absolute http or https addresses*");
    }

    [Fact]
    public async Task AddKailleraServerList_KeyedOneIsThere_RegistersTheUnkeyedOne()
    {
        var collection = new ServiceCollection();
        collection.AddKeyedSingleton<IKailleraServerList>("own", (_, _) => new KailleraServerList(new HttpClient()));
        collection.AddKailleraServerList();
        await using var services = collection.BuildServiceProvider();

        services.GetRequiredService<IKailleraServerList>().Should().NotBeNull();
    }

    private sealed class OwnServerProbe : IKailleraServerProbe
    {
        public Task<KailleraPingResult> PingAsync(System.Net.IPEndPoint server, int count = 3, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<KailleraPingResult> PingManyAsync(
            IEnumerable<System.Net.IPEndPoint> servers,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public Task<KailleraDoorwayResult> CheckDoorwayAsync(
            System.Net.IPEndPoint server,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public Task<KailleraServerInfo> QueryAsync(
            System.Net.IPEndPoint server,
            KailleraQueryOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }

    private sealed class OwnProbe : IP2PProbe
    {
        public Task<P2PProbeResult> ProbeAsync(System.Net.IPEndPoint host, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<P2PProbeResult> ProbeAsync(
            System.Net.IPEndPoint host,
            P2PProbeOptions? options,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
            IEnumerable<System.Net.IPEndPoint> hosts,
            P2PProbeOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}

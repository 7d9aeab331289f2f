using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Rendezvous;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.Tests;

/// <summary>The rendezvous for connect codes and the relay for Autopunch beside the service.</summary>
public sealed class RendezvousTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("service-codes-");

    private string Data => Path.Combine(_folder.FullName, "codes.db");

    [Fact]
    public async Task Service_WithoutPorts_RunsNeither()
    {
        await using var service = await CheckerService.StartAsync();

        (Rendezvous(service).Port, Rendezvous(service).AutopunchPort).Should().Be((null, null));
    }

    [Fact]
    public async Task Service_WithPorts_BringsHostsAndJoinersTogether()
    {
        using var metrics = new RecordedMetrics("Smash64.Kaillera.AspNetCore");
        await using var service = await StartAsync(static options => options.AutopunchPort = 0);
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var rendezvous = new DnsEndPoint("127.0.0.1", Rendezvous(service).Port!.Value);
        var relay = new IPEndPoint(IPAddress.Loopback, Rendezvous(service).AutopunchPort!.Value);
        await using var session = await ConnectCodeSession.StartAsync(host, new ConnectCodeSessionOptions { Rendezvous = rendezvous });
        await using var autopunch = await AutopunchSession.StartAsync(host, new DnsEndPoint("127.0.0.1", relay.Port));
        var code = (await FirstAsync(session.ReadEventsAsync())).Code!.Value;
        await FirstAsync(autopunch.ReadEventsAsync());

        await using var codes = new ConnectCodeProbe();
        await using var probe = new P2PProbe();

        (await codes.ProbeAsync(code, new ConnectCodeProbeOptions { Rendezvous = rendezvous }))
            .Status.Should()
            .Be(ConnectCodeStatus.Reachable);
        (await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Path = new AutopunchPath(relay) })).IsReachable.Should().BeTrue();
        service.Log.Text.Should().Contain($"127.0.0.1:{rendezvous.Port}").And.NotContain(code.ToString());
        metrics.Observe();
        metrics
            .All.Should()
            .Contain(("smash64.kaillera.service.rendezvous.hosts", 1.0, ""))
            .And.Contain(("smash64.kaillera.service.rendezvous.joins", 1.0, ""))
            .And.Contain(
                ("smash64.kaillera.service.rendezvous.autopunch_sockets", 2.0, ""),
                "the probe that asked for the host is one too"
            );
    }

    [Fact]
    public async Task Service_WithAList_ShowsIt()
    {
        await using var service = await StartAsync(static options => options.ListPort = 0);
        var port = Rendezvous(service).ListPort!.Value;
        using var player = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await player.SendAsync("\0ENLIST SMASH REMIX|RMG-K|Ness\0"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, port));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };

        var list = string.Empty;
        while (list.Length == 0)
        {
            list = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/plist.txt"));
        }

        list.Should().StartWith("SMASH REMIX|RMG-K|Ness|127.0.0.1:");
    }

    [Fact]
    public async Task Store_SavedAndChanged_IsReadAgain()
    {
        var store = new SqliteCodeStore(Data);
        (await store.LoadAsync()).Should().BeEmpty();
        var used = new DateTimeOffset(2026, 11, 1, 12, 30, 0, TimeSpan.Zero);
        await store.SaveAsync([Claim("PIKA@555", "one", used), Claim("FOX@1", "two", used)], []);
        await store.SaveAsync([Claim("PIKA@555", "one", used.AddHours(1))], [Claim("FOX@1", "two", used).Code]);

        (await new SqliteCodeStore(Data).LoadAsync()).Should().Equal(Claim("PIKA@555", "one", used.AddHours(1)));
    }

    [Fact]
    public async Task Service_StartedAgain_KnowsWhoseACodeIs()
    {
        await new SqliteCodeStore(Data).LoadAsync();
        await new SqliteCodeStore(Data).SaveAsync([Claim("PIKA@555", "0123456789ABCDEF0123456789ABCDEF", DateTimeOffset.UtcNow)], []);
        await using var service = await StartAsync(options => options.Data = Data);
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var options = new ConnectCodeSessionOptions
        {
            Rendezvous = new DnsEndPoint("127.0.0.1", Rendezvous(service).Port!.Value),
            Owner = "0123456789ABCDEF0123456789ABCDEF",
        };
        await using var session = await ConnectCodeSession.StartAsync(host, options);

        (await FirstAsync(session.ReadEventsAsync())).Code.ToString().Should().Be("PIKA@555");
    }

    [Fact]
    public async Task Start_FileOfSomethingElse_StopsTheStartAndLeavesItAlone()
    {
        await File.WriteAllTextAsync(Data, new string('x', 4_096));

        var start = () => StartAsync(options => options.Data = Data);

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*Rendezvous:Data can't be used*");
        (await File.ReadAllTextAsync(Data)).Should().Be(new string('x', 4_096));
    }

    [Theory]
    [InlineData(70_000, 0, null, "Rendezvous:Port must be")]
    [InlineData(0, 70_000, null, "Rendezvous:AutopunchPort must be")]
    [InlineData(0, 0, "here", "Rendezvous:Address must be an IPv4 address; it is \"here\"")]
    public async Task Start_BrokenSetting_StopsTheStartWithASentence(int port, int autopunch, string? address, string message)
    {
        var start = () =>
            CheckerService.StartAsync(options =>
                (options.Rendezvous.Port, options.Rendezvous.AutopunchPort, options.Rendezvous.Address) = (port, autopunch, address)
            );

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"*{message}*");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<CheckerService> StartAsync(Action<KailleraApiRendezvous> configure) =>
        CheckerService.StartAsync(options =>
        {
            (options.Rendezvous.Port, options.Rendezvous.Address) = (0, "127.0.0.1");
            configure(options.Rendezvous);
        });

    private static RendezvousService Rendezvous(CheckerService service) => service.Services.GetRequiredService<RendezvousService>();

    private static ConnectCodeClaim Claim(string code, string owner, DateTimeOffset used) =>
        new(ConnectCode.TryParse(code, out var read) ? read : throw new ArgumentException(code), owner, used);

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> events)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var happened in events.WithCancellation(patience.Token))
        {
            return happened;
        }

        throw new InvalidOperationException("The events have ended.");
    }
}

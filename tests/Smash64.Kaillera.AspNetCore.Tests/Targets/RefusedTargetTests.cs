using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Targets;

/// <summary>What the service does not ask it does not send anything to either.</summary>
public sealed class RefusedTargetTests
{
    private static readonly Lazy<Task<CheckerService>> Default = new(() =>
        CheckerService.StartAsync(options => options.TargetPolicy = new KailleraApiOptions().TargetPolicy)
    );

    private static readonly ScriptedProbe Probe = new(P2PProbeStatus.NoResponse);

    private static readonly Lazy<Task<CheckerService>> Lenient = new(() =>
        CheckerService.StartAsync(null, build => build.Services.AddSingleton<IP2PProbe>(Probe))
    );

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("self")]
    public async Task StartCheck_LoopbackByDefault_IsRefusedAndHearsNothing(string host)
    {
        var service = await Default.Value;
        await using var listener = new UdpListener();

        var answer = await service.Client.CheckAsync(host, listener.Port);

        answer.Status.Should().Be(403);
        answer.Code.Should().Be("target-refused");
        answer.Json.GetProperty("scope").GetString().Should().Be("loopback");
        answer.Json.GetProperty("detail").GetString().Should().StartWith("127.0.0.1 is this machine itself");
        listener.HasReceivedNothing().Should().BeTrue();
    }

    [Theory]
    [InlineData("p2p-check")]
    [InlineData("server-check")]
    public async Task LegacyCheck_LoopbackByDefault_IsRefusedAndHearsNothing(string path)
    {
        var service = await Default.Value;
        await using var listener = new UdpListener();

        var answer = await service.Client.PostAnswerAsync($"/kaillera/{path}", $$"""{"host": "127.0.0.1", "port": {{listener.Port}}}""");

        answer.Status.Should().Be(403);
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        answer.Json.GetProperty("message").GetString().Should().StartWith("127.0.0.1 is this machine itself");
        listener.HasReceivedNothing().Should().BeTrue();
    }

    [Theory]
    [InlineData("v1/checks")]
    [InlineData("p2p-check")]
    [InlineData("server-check")]
    public async Task Check_DeniedPort_IsRefusedAndHearsNothing(string path)
    {
        await using var listener = new UdpListener();
        await using var service = await CheckerService.StartAsync(options => options.DeniedPorts = [listener.Port]);

        var answer = await service.Client.PostAnswerAsync($"/kaillera/{path}", $$"""{"host": "127.0.0.1", "port": {{listener.Port}}}""");

        answer.Status.Should().Be(403);
        answer.Text.Should().Contain($"Port {listener.Port} is not asked");
        listener.HasReceivedNothing().Should().BeTrue();
    }

    [Theory]
    [InlineData("v1/checks")]
    [InlineData("p2p-check")]
    [InlineData("server-check")]
    public async Task Check_DeniedAddress_IsRefusedAndHearsNothing(string path)
    {
        await using var listener = new UdpListener(address: "127.0.0.3");
        await using var service = await CheckerService.StartAsync(options => options.DeniedAddresses = ["127.0.0.2/31"]);

        var answer = await service.Client.PostAnswerAsync($"/kaillera/{path}", $$"""{"host": "127.0.0.3", "port": {{listener.Port}}}""");

        answer.Status.Should().Be(403);
        answer.Text.Should().Contain("127.0.0.3 is not asked");
        listener.HasReceivedNothing().Should().BeTrue();
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("::1")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("127.1")]
    [InlineData("127.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.0.0.01")]
    [InlineData("127.0.0.1 ")]
    [InlineData(" 127.0.0.1")]
    [InlineData("127.0.0.1\n")]
    [InlineData("127.0.0.1\0")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.0.0.1:27886")]
    [InlineData("127.0.0.1%25lo")]
    [InlineData("\uFF11\uFF12\uFF17.0.0.1")]
    [InlineData("127\u30020\u30020\u30021")]
    [InlineData("\u0661\u0662\u0667.0.0.1")]
    [InlineData("127.0.0.1\u200B")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("example.org")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("Self")]
    [InlineData(" self")]
    [InlineData("")]
    public async Task Check_DisguisedHost_IsNoAddressAndNobodyIsAsked(string host)
    {
        var service = await Lenient.Value;
        var calls = Probe.CallCount;
        var body = JsonSerializer.Serialize(new { host, port = 27886 });

        var v1 = await service.Client.PostAnswerAsync("/kaillera/v1/checks", body);
        var legacy = await service.Client.PostAnswerAsync("/kaillera/p2p-check", body);
        var server = await service.Client.PostAnswerAsync("/kaillera/server-check", body);

        (v1.Status, v1.Code).Should().Be((400, "invalid-host"));
        legacy.Status.Should().Be(400);
        server.Status.Should().Be(400);
        Probe.CallCount.Should().Be(calls, "no form of it is looked up, or read as another");
    }

    [Theory]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("240.0.0.1", "reserved")]
    public async Task StartCheck_NoMachineUnderAnyPolicy_IsRefused(string host, string scope)
    {
        var service = await Lenient.Value;
        var calls = Probe.CallCount;

        var answer = await service.Client.CheckAsync(host, 27886);

        (answer.Status, answer.Json.GetProperty("scope").GetString()).Should().Be((403, scope));
        Probe.CallCount.Should().Be(calls);
    }

    [Fact]
    public async Task StartCheck_PolicySelfOnly_AsksNobodyElse()
    {
        var probe = new ScriptedProbe(P2PProbeStatus.Responding);
        await using var service = await CheckerService.StartAsync(
            options =>
            {
                options.TargetPolicy = KailleraTargetPolicy.SelfOnly;
                options.KnownProxies = ["127.0.0.1"];
            },
            build => build.Services.AddSingleton<IP2PProbe>(probe)
        );
        const string Body = """{"host": "8.8.8.8"}""";

        var another = await service.Client.PostAnswerAsync("/kaillera/v1/checks", Body, ("X-Forwarded-For", "8.8.8.8, 8.8.4.4"));
        var own = await service.Client.PostAnswerAsync("/kaillera/v1/checks", Body, ("X-Forwarded-For", "8.8.8.8"));

        (another.Status, another.Json.GetProperty("scope").GetString()).Should().Be((403, "not-self"));
        own.Verdict.Should().Be("responding");
        probe.CallCount.Should().Be(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(53)]
    [InlineData(1024)]
    [InlineData(65535)]
    public async Task LegacyCheck_PortThatNobodyCanType_IsAsGoodAsClosedAndNotAsked(int port)
    {
        var service = await Lenient.Value;
        var calls = Probe.CallCount;

        var answer = await service.Client.LegacyCheckAsync("127.0.0.1", port);

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        Probe.CallCount.Should().Be(calls);
    }
}

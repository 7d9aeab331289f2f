using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class GreetingTests
{
    private const string Checks = "/kaillera/v1/checks";

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    public async Task StartCheck_OwnHostAndOption_GreetsWithWhatTheServiceKnows(P2PHostGeneration generation)
    {
        await using var host = await PracticeHosts.StartAsync(generation);
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.GreetSelf = true;
            options.Greeting = ["{address} answers {place} ({vantage}).", "Good games!"];
            options.Vantage.Name = "eu-central";
            options.Vantage.Place = "Frankfurt";
        });

        var answer = await service.Client.CheckAsync("self", host.EndPoint.Port);

        Lines(await host.EndAsync()).Should().Equal($"{host.EndPoint} answers Frankfurt (eu-central).", "Good games!");
        answer.Json.GetProperty("result").GetProperty("evidence").EnumerateArray().Select(evidence => evidence.GetProperty("code").GetString())
            .Should().Contain("greeted");
    }

    [Fact]
    public async Task StartCheck_OwnHostByItsAddress_IsGreetedAsWell()
    {
        await using var host = await PracticeHosts.StartAsync();
        await using var service = await CheckerService.StartAsync(options => options.GreetSelf = true);

        await service.Client.CheckAsync("127.0.0.1", host.EndPoint.Port);

        Lines(await host.EndAsync()).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("self", "127.0.0.1", false, P2PHostGeneration.Second, "the option is off")]
    [InlineData("127.0.0.1", "127.0.0.2", true, P2PHostGeneration.Second, "it is somebody else's")]
    [InlineData("self", "127.0.0.1", true, P2PHostGeneration.Third, "a room would show each repeat of a line")]
    public async Task StartCheck_NotToBeGreeted_IsToldNothing(string asked, string caller, bool option, P2PHostGeneration generation, string because)
    {
        await using var host = await PracticeHosts.StartAsync(generation);
        await using var service = await CheckerService.StartAsync(options => options.GreetSelf = option);
        using var client = service.CreateClient(caller);

        var answer = await client.CheckAsync(asked, host.EndPoint.Port);

        answer.Verdict.Should().Be("responding");
        Lines(await host.EndAsync()).Should().BeEmpty(because);
    }

    [Theory]
    [InlineData(Checks)]
    [InlineData("/kaillera/p2p-check")]
    public async Task Check_WhateverItsCallerTypes_GetsIntoNoDatagram(string path)
    {
        const string Typed = "INJECTED";
        await using var listener = UdpListener.ForHost(P2PHostGeneration.First);
        await using var service = await CheckerService.StartAsync(options => options.GreetSelf = true);
        var body = JsonSerializer.Serialize(
            new
            {
                host = "self",
                port = listener.Port,
                via = Typed,
                user = Typed,
                UserName = Typed,
                greeting = Typed,
                Greeting = new[] { Typed },
            }
        );

        await service.Client.PostAnswerAsync($"{path}?greeting={Typed}", body, ("User-Agent", Typed), ("Referer", Typed), ("X-Forwarded-For", Typed));

        await Eventually.UntilAsync(() => listener.Received.Count > 0, "it was asked");
        listener.Received.Should().NotContain(datagram => Encoding.ASCII.GetString(datagram).Contains(Typed, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StartCheck_AnyHost_IsShownTheNamesOfTheService()
    {
        await using var host = await PracticeHosts.StartAsync();
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.UserName = "Checker";
            options.ClientName = "Emulator";
        });

        await service.Client.CheckAsync("self", host.EndPoint.Port);

        var request = (await host.EndAsync()).First(happened => happened.Kind == P2PHostEventKind.Request);
        (request.UserName, request.ClientName).Should().Be(("Checker", "Emulator"));
    }

    [Fact]
    public void Create_LongestGreetingThatIsAllowed_IsPaidFor()
    {
        var options = new KailleraApiOptions { GreetSelf = true, Greeting = [.. Enumerable.Repeat(new string('x', 128), 7)] };
        var target = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 27886);

        var plain = CheckProbeOptions.Create(options, target, greets: false, requestSize: 300, progress: null);
        var greeting = CheckProbeOptions.Create(options, target, greets: true, requestSize: 300, progress: null);

        plain.MaxBytes.Should().Be(900);
        (greeting.MaxBytes - plain.MaxBytes).Should().BeInRange(7 * 128, 1_428, "it is one datagram with its headers");
    }

    private static List<string?> Lines(IReadOnlyList<P2PHostEvent> events) =>
        [.. events.Where(happened => happened.Kind == P2PHostEventKind.Chat).Select(happened => happened.Text)];
}

namespace Smash64.Kaillera.AspNetCore.Tests.Callers;

/// <summary>127.0.0.1 is a known proxy, and so is 127.0.0.8/29; 127.0.0.2 is a stranger.</summary>
public sealed class ForwardedCallerTests
{
    private const string Unknown = "Unable to retrieve IP";
    private const string Stranger = "127.0.0.2";
    private const string Forwarded = "X-Forwarded-For";

    private static readonly Lazy<Task<CheckerService>> Service = new(() =>
        CheckerService.StartAsync(options => options.KnownProxies = ["127.0.0.1", "127.0.0.8/29", "2001:db8:ffff::/48"], build => PretendedRemote.Add(build.Services))
    );

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", "the proxy says so")]
    [InlineData("203.0.113.9:4711", "203.0.113.9", "some proxies tell the port")]
    [InlineData(" 203.0.113.9 ", "203.0.113.9", "white space means nothing")]
    [InlineData("2001:db8::9", "2001:db8::9", "callers come by IPv6, too")]
    [InlineData("[2001:db8::9]:4711", "2001:db8::9", "so they do with a port")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9", "this is an IPv4 address in disguise")]
    [InlineData("198.51.100.66, 203.0.113.9", "203.0.113.9", "what stands before the proxy's word was written by the caller")]
    [InlineData("127.0.0.1, 203.0.113.9", "203.0.113.9", "a caller can't make himself a proxy")]
    [InlineData("203.0.113.9, 127.0.0.9", "203.0.113.9", "the proxy before it is known as well")]
    [InlineData("198.51.100.66, 203.0.113.9, 127.0.0.9, 2001:db8:ffff::1", "203.0.113.9", "a chain ends at the first unknown hop")]
    [InlineData("garbage, 203.0.113.9", "203.0.113.9", "nobody reads that far")]
    [InlineData("", Unknown, "the proxy said nothing")]
    [InlineData("garbage", Unknown, "that is no address")]
    [InlineData("unknown", Unknown, "that is no address")]
    [InlineData("203.0.113.9, garbage", Unknown, "the proxy's own word can't be read, and what is before it is the caller's")]
    [InlineData("203.0.113.9:99999", Unknown, "there is no such port")]
    [InlineData("203.0.113.999", Unknown, "there is no such address")]
    [InlineData("_hidden", Unknown, "that is no address")]
    [InlineData("127.0.0.1", Unknown, "the proxy is never taken for its caller")]
    [InlineData("127.0.0.9, 127.0.0.10", Unknown, "the proxies are never taken for their caller")]
    public async Task GetIP_FromAKnownProxy_IsWhatItSays(string forwarded, string expected, string because)
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", (Forwarded, forwarded));

        answer.Text.Should().Be(expected, because);
    }

    [Fact]
    public async Task GetIP_HeaderTwice_IsTheLastOne()
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", (Forwarded, "198.51.100.66"), (Forwarded, "203.0.113.9"));

        answer.Text.Should().Be("203.0.113.9", "proxies add to the end");
    }

    [Theory]
    [InlineData("X-Real-IP")]
    [InlineData("cf-connecting-ip")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-For")]
    public async Task GetIP_AnotherHeaderFromAKnownProxy_MeansNothing(string header)
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", (header, "203.0.113.9"));

        answer.Text.Should().Be(Unknown);
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("203.0.113.9, 127.0.0.1")]
    [InlineData("127.0.0.1")]
    public async Task GetIP_FromAStranger_IsTheStranger(string forwarded)
    {
        var service = await Service.Value;
        using var stranger = service.CreateClient(Stranger);

        var answer = await stranger.GetAnswerAsync("/kaillera/get-ip", (Forwarded, forwarded));

        answer.Text.Should().Be(Stranger);
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1", "203.0.113.9", "a dual-stack socket sees IPv4 proxies so")]
    [InlineData("127.0.0.15", "203.0.113.9", "it is the last of the network")]
    [InlineData("2001:db8:ffff:1::1", "203.0.113.9", "proxies come by IPv6, too")]
    [InlineData("127.0.0.16", "127.0.0.16", "it is the first behind the network")]
    [InlineData("::ffff:127.0.0.16", "127.0.0.16", "nor is it known in disguise")]
    [InlineData("::1", "::1", "nobody said that this machine is a proxy by IPv6")]
    public async Task GetIP_FromAnAddress_BelievesKnownProxiesOnly(string remote, string expected, string because)
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", (PretendedRemote.Header, remote), (Forwarded, "203.0.113.9"));

        answer.Text.Should().Be(expected, because);
    }

    [Fact]
    public async Task StartCheck_SelfWithoutAWordOfTheProxy_IsRefused()
    {
        var service = await Service.Value;

        var check = await service.Client.CheckAsync("self", 27886);
        var about = await service.Client.GetAnswerAsync("/kaillera/v1/service");

        check.Status.Should().Be(400);
        check.Code.Should().Be("caller-unknown");
        about.Json.GetProperty("caller").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task StartCheck_SelfByIPv6_IsRefused()
    {
        var service = await Service.Value;

        var check = await service.Client.PostAnswerAsync("/kaillera/v1/checks", "{}", (Forwarded, "2001:db8::9"));

        check.Code.Should().Be("caller-unknown", "P2P is played over IPv4");
    }

    [Fact]
    public async Task StartCheck_StrangerForgesTheHostsAddress_IsNotItsOwner()
    {
        await using var host = await PracticeHosts.StartAsync();
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.KnownProxies = ["127.0.0.8/29"];
            options.GreetSelf = true;
        });
        using var stranger = service.CreateClient(Stranger);
        var body = $$"""{"host": "127.0.0.1", "port": {{host.EndPoint.Port}}}""";

        var answer = await stranger.PostAnswerAsync("/kaillera/v1/checks", body, (Forwarded, "127.0.0.1"), ("Forwarded", "for=127.0.0.1"));

        answer.Json.GetProperty("target").GetProperty("isSelf").GetBoolean().Should().BeFalse();
        (await host.EndAsync()).Should().NotContain(happened => happened.Kind == P2PHostEventKind.Chat, "only owners are greeted");
    }
}

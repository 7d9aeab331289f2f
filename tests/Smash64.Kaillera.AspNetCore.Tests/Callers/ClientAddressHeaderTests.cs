namespace Smash64.Kaillera.AspNetCore.Tests.Callers;

/// <summary>The known proxy 127.0.0.1 tells the caller in a header of its own; 127.0.0.2 is a stranger.</summary>
public sealed class ClientAddressHeaderTests
{
    private const string Unknown = "Unable to retrieve IP";

    private static readonly Lazy<Task<CheckerService>> Service = new(() =>
        CheckerService.StartAsync(options =>
        {
            options.KnownProxies = ["127.0.0.1"];
            options.ClientAddressHeader = "cf-connecting-ip";
        })
    );

    [Theory]
    [InlineData("cf-connecting-ip", "203.0.113.9", "203.0.113.9", "the proxy says so")]
    [InlineData("CF-Connecting-IP", "203.0.113.9", "203.0.113.9", "names of headers have no case")]
    [InlineData("cf-connecting-ip", "2001:db8::9", "2001:db8::9", "callers come by IPv6, too")]
    [InlineData("cf-connecting-ip", "::ffff:203.0.113.9", "203.0.113.9", "this is an IPv4 address in disguise")]
    [InlineData("cf-connecting-ip", "198.51.100.66, 203.0.113.9", "203.0.113.9", "what a caller wrote stands before what the proxy wrote")]
    [InlineData("cf-connecting-ip", "203.0.113.9, 127.0.0.1", Unknown, "there is one hop, and the proxy is never its own caller")]
    [InlineData("cf-connecting-ip", "garbage", Unknown, "that is no address")]
    [InlineData("cf-connecting-ip", "", Unknown, "the proxy said nothing")]
    [InlineData("X-Forwarded-For", "203.0.113.9", Unknown, "it is not the header that was agreed on")]
    [InlineData("X-cf-connecting-ip", "203.0.113.9", Unknown, "it is not the header that was agreed on")]
    public async Task GetIP_FromTheProxy_IsWhatItsHeaderSays(string name, string value, string expected, string because)
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", (name, value));

        answer.Text.Should().Be(expected, because);
    }

    [Fact]
    public async Task GetIP_BothHeaders_IsTheOneThatWasAgreedOn()
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", ("X-Forwarded-For", "198.51.100.66"), ("cf-connecting-ip", "203.0.113.9"));

        answer.Text.Should().Be("203.0.113.9");
    }

    [Fact]
    public async Task GetIP_HeaderTwice_IsTheLastOne()
    {
        var service = await Service.Value;

        var answer = await service.Client.GetAnswerAsync("/kaillera/get-ip", ("cf-connecting-ip", "198.51.100.66"), ("cf-connecting-ip", "203.0.113.9"));

        answer.Text.Should().Be("203.0.113.9");
    }

    [Theory]
    [InlineData("cf-connecting-ip")]
    [InlineData("X-Forwarded-For")]
    public async Task GetIP_FromAStranger_IsTheStranger(string name)
    {
        var service = await Service.Value;
        using var stranger = service.CreateClient("127.0.0.2");

        var answer = await stranger.GetAnswerAsync("/kaillera/get-ip", (name, "203.0.113.9"));

        answer.Text.Should().Be("127.0.0.2");
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Callers;

namespace Smash64.Kaillera.AspNetCore.Tests.Callers;

/// <summary>No proxy is known: nothing in a request changes who its caller is.</summary>
public sealed class DirectCallerTests
{
    private const string Own = "127.0.0.2";

    private static readonly Lazy<Task<CheckerService>> Service = new(() => CheckerService.StartAsync());

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "::ffff:203.0.113.9")]
    [InlineData("X-Forwarded-For", "203.0.113.9, 127.0.0.1")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("cf-connecting-ip", "203.0.113.9")]
    [InlineData("True-Client-IP", "203.0.113.9")]
    [InlineData("X-Client-IP", "203.0.113.9")]
    [InlineData("X-Original-For", "203.0.113.9")]
    [InlineData("Via", "203.0.113.9")]
    public async Task GetIP_ForgedHeader_IsTheAddressOfTheConnection(string name, string value)
    {
        var service = await Service.Value;
        using var client = service.CreateClient(Own);

        var answer = await client.GetAnswerAsync("/kaillera/get-ip", (name, value));

        answer.Text.Should().Be(Own);
    }

    [Fact]
    public async Task GetIP_NoHeader_IsTheAddressOfTheConnection()
    {
        var service = await Service.Value;

        (await service.Client.GetAnswerAsync("/kaillera/get-ip")).Text.Should().Be("127.0.0.1");
    }

    [Theory]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8::9", "2001:db8::9")]
    [InlineData("fe80::9%3", "fe80::9")]
    [InlineData(null, null)]
    public void Resolve_Connection_IsWrittenAsItsCallerWould(string? remote, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote is null ? null : System.Net.IPAddress.Parse(remote);

        var caller = new CallerResolver(Options.Create(new KailleraApiOptions())).Resolve(context);

        caller.Address?.ToString().Should().Be(expected);
    }
}

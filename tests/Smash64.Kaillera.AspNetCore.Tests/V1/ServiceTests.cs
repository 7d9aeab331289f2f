using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class ServiceTests
{
    private const string Service = "/kaillera/v1/service";

    [Theory]
    [InlineData(KailleraTargetPolicy.SelfOnly, "self-only")]
    [InlineData(KailleraTargetPolicy.PublicAddresses, "public-addresses")]
    [InlineData(KailleraTargetPolicy.Any, "any")]
    public async Task GetService_Settings_AreWhatAPageNeedsToKnow(KailleraTargetPolicy policy, string code)
    {
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.TargetPolicy = policy;
            options.GreetSelf = true;
            options.Vantage.Name = "us-east-1";
            options.Vantage.Place = "Northern Virginia";
        });
        using var client = service.CreateClient("127.0.0.2");

        var about = (await client.GetAnswerAsync(Service)).Json;

        about.GetProperty("vantage").GetRawText().Should().Be("""{"name":"us-east-1","place":"Northern Virginia"}""");
        about.GetProperty("targetPolicy").GetString().Should().Be(code);
        about.GetProperty("greetsSelf").GetBoolean().Should().BeTrue();
        about.GetProperty("caller").GetString().Should().Be("127.0.0.2");
        (about.GetProperty("defaultPort").GetInt32(), about.GetProperty("minPort").GetInt32(), about.GetProperty("maxPort").GetInt32())
            .Should()
            .Be((27886, 1025, 65534));
        about.GetProperty("links").GetProperty("community").GetString().Should().Be("https://discord.gg/ssb64");
        about.GetProperty("links").GetProperty("addressLookup").GetString().Should().StartWith("https://whatismyipaddress.com");
    }

    [Fact]
    public async Task GetService_NoLinks_AreNull()
    {
        await using var service = await CheckerService.StartAsync(options => (options.Links.Community, options.Links.AddressLookup) = (null, null));

        var links = (await service.Client.GetAnswerAsync(Service)).Json.GetProperty("links");

        links.GetProperty("community").ValueKind.Should().Be(JsonValueKind.Null);
        links.GetProperty("addressLookup").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task GetService_CallerByIPv6_IsTold()
    {
        await using var service = await CheckerService.StartAsync(build: build => PretendedRemote.Add(build.Services));

        var about = await service.Client.GetAnswerAsync(Service, (PretendedRemote.Header, "2001:db8::9"));

        about.Json.GetProperty("caller").GetString().Should().Be("2001:db8::9");
    }
}

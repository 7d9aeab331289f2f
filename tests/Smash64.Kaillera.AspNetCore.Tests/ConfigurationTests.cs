using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void AddKailleraApi_Section_SetsEverySetting()
    {
        var options = Bind(
            """
            {
              "TargetPolicy": "selfonly", "DeniedPorts": [1, 2], "DeniedAddresses": ["198.51.100.0/24"],
              "KnownProxies": ["10.0.0.5"], "ClientAddressHeader": "cf-connecting-ip",
              "Vantage": { "Name": "us-east-1", "Place": "Northern Virginia" },
              "Links": { "Community": "https://community.example/", "AddressLookup": "https://lookup.example/", "Tool": "https://tool.example/" },
              "UserName": "u", "ClientName": "c", "ProbeTimeout": "00:00:03", "RequestTimeout": "00:00:20",
              "GreetSelf": true, "Greeting": ["one line"], "AddressLogging": "Hashed",
              "Limits": {
                "ChecksPerClientPerMinute": 1, "ChecksPerTargetPerMinute": 2, "RequestsPerClientPerMinute": 3,
                "MaxChecksInFlight": 4, "MaxDatagramsPerSecond": 50, "ShareResultsFor": "00:00:06"
              }
            }
            """
        );

        options
            .Should()
            .BeEquivalentTo(
                new KailleraApiOptions
                {
                    TargetPolicy = KailleraTargetPolicy.SelfOnly,
                    DeniedPorts = [1, 2],
                    DeniedAddresses = ["198.51.100.0/24"],
                    KnownProxies = ["10.0.0.5"],
                    ClientAddressHeader = "cf-connecting-ip",
                    Vantage = new() { Name = "us-east-1", Place = "Northern Virginia" },
                    Links = new()
                    {
                        Community = new Uri("https://community.example/"),
                        AddressLookup = new Uri("https://lookup.example/"),
                        Tool = new Uri("https://tool.example/"),
                    },
                    UserName = "u",
                    ClientName = "c",
                    ProbeTimeout = TimeSpan.FromSeconds(3),
                    RequestTimeout = TimeSpan.FromSeconds(20),
                    GreetSelf = true,
                    Greeting = ["one line"],
                    AddressLogging = KailleraAddressLogging.Hashed,
                    Limits = new()
                    {
                        ChecksPerClientPerMinute = 1,
                        ChecksPerTargetPerMinute = 2,
                        RequestsPerClientPerMinute = 3,
                        MaxChecksInFlight = 4,
                        MaxDatagramsPerSecond = 50,
                        ShareResultsFor = TimeSpan.FromSeconds(6),
                    },
                }
            );
    }

    [Fact]
    public void AddKailleraApi_SectionOfHistory_SetsEverySetting() =>
        Bind(
                """
                {
                  "History": {
                    "Enabled": true, "File": "history.db", "Interval": "00:05:00", "MaxServers": 7, "DownAfter": 2, "WebhookPause": "01:00:00",
                    "Webhooks": [{ "Url": "https://hooks.example/one" }, { "Url": "https://hooks.example/two", "Format": "Discord" }]
                  }
                }
                """
            )
            .History.Should()
            .BeEquivalentTo(
                new KailleraApiHistory
                {
                    Enabled = true,
                    File = "history.db",
                    Interval = TimeSpan.FromMinutes(5),
                    MaxServers = 7,
                    DownAfter = 2,
                    WebhookPause = TimeSpan.FromHours(1),
                    Webhooks =
                    [
                        new() { Url = new Uri("https://hooks.example/one") },
                        new() { Url = new Uri("https://hooks.example/two"), Format = KailleraWebhookFormat.Discord },
                    ],
                }
            );

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Limits": null, "DeniedPorts": null, "Greeting": null, "DeniedAddresses": null, "UserName": null }""")]
    public void AddKailleraApi_NothingSaid_KeepsTheDefaults(string json) => Bind(json).Should().BeEquivalentTo(new KailleraApiOptions());

    [Theory]
    [InlineData("""{ "DeniedPorts": [], "Greeting": [], "Links": { "Community": "", "AddressLookup": "", "Tool": "" } }""")]
    [InlineData("""{ "DeniedPorts": "", "Greeting": "", "Links": { "Community": "", "AddressLookup": "", "Tool": "" } }""")]
    public void AddKailleraApi_Empty_IsNone(string json)
    {
        var options = Bind(json);

        options.DeniedPorts.Should().BeEmpty();
        options.Greeting.Should().BeEmpty();
        options.Links.Community.Should().BeNull();
        options.Links.AddressLookup.Should().BeNull();
        options.Links.Tool.Should().BeNull();
    }

    [Fact]
    public void AddKailleraApi_EnvironmentVariables_ReplaceLists()
    {
        var prefix = $"T{Guid.NewGuid():N}_";
        Set("Kaillera__TargetPolicy", "Any");
        Set("Kaillera__DeniedPorts__0", "7777");
        Set("Kaillera__Greeting__0", "Hello");
        Set("Kaillera__KnownProxies__0", "10.0.0.0/8");
        Set("Kaillera__KnownProxies__1", "2001:db8::/32");
        Set("Kaillera__Limits__MaxChecksInFlight", "5");
        Set("Kaillera__Links__Community", "");

        var options = Bind(new ConfigurationBuilder().AddEnvironmentVariables(prefix).Build().GetSection("Kaillera"));

        options.TargetPolicy.Should().Be(KailleraTargetPolicy.Any);
        options.DeniedPorts.Should().Equal(7777);
        options.Greeting.Should().Equal("Hello");
        options.KnownProxies.Should().Equal("10.0.0.0/8", "2001:db8::/32");
        options.Limits.MaxChecksInFlight.Should().Be(5);
        options.Links.Community.Should().BeNull();

        void Set(string name, string value) => Environment.SetEnvironmentVariable(prefix + name, value);
    }

    [Theory]
    [InlineData("""{ "TargetPolicy": "Nonsense" }""", "*Nonsense*TargetPolicy*")]
    [InlineData("""{ "ProbeTimeout": "soon" }""", "*soon*ProbeTimeout*")]
    [InlineData("""{ "DeniedPorts": ["all"] }""", "*all*DeniedPorts*")]
    public void AddKailleraApi_ValueCanNotBeRead_IsAnErrorThatNamesIt(string json, string message) =>
        FluentActions.Invoking(() => Bind(json)).Should().Throw<InvalidOperationException>().WithMessage(message);

    [Fact]
    public void AddKailleraApi_ValueBreaksARule_IsAnErrorThatNamesIt() =>
        FluentActions
            .Invoking(() => Bind("""{ "KnownProxies": ["proxy.example"] }"""))
            .Should()
            .Throw<OptionsValidationException>()
            .WithMessage("*KnownProxies*\"proxy.example\"*");

    private static KailleraApiOptions Bind(string json) =>
        Bind(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());

    private static KailleraApiOptions Bind(IConfiguration section)
    {
        using var services = new ServiceCollection().AddKailleraApi(section).BuildServiceProvider();
        return services.GetRequiredService<IOptions<KailleraApiOptions>>().Value;
    }
}

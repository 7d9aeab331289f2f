using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Tests;

public sealed class KailleraApiOptionsTests
{
    private static readonly Dictionary<string, Action<KailleraApiOptions>> Mistakes = new(StringComparer.Ordinal)
    {
        ["TargetPolicy must be SelfOnly, PublicAddresses or Any; it is Unknown."] = options => options.TargetPolicy = KailleraTargetPolicy.Unknown,
        ["TargetPolicy must be SelfOnly, PublicAddresses or Any; it is 7."] = options => options.TargetPolicy = (KailleraTargetPolicy)7,
        ["AddressLogging must be Truncated, Hashed or Full; it is Unknown."] = options => options.AddressLogging = KailleraAddressLogging.Unknown,
        ["AddressLogging must be Truncated, Hashed or Full; it is 7."] = options => options.AddressLogging = (KailleraAddressLogging)7,
        ["DeniedPorts must hold ports from 0 to 65535; one is -1."] = options => options.DeniedPorts = [1, -1],
        ["DeniedPorts must hold ports from 0 to 65535; one is 65536."] = options => options.DeniedPorts = [65_536],
        ["DeniedAddresses must hold addresses or networks*; one is \"example.org\"."] = options => options.DeniedAddresses = ["example.org"],
        ["DeniedAddresses must hold addresses or networks*; one is \"010.0.0.1\"."] = options => options.DeniedAddresses = ["010.0.0.1"],
        ["DeniedAddresses must hold addresses or networks*; one is \"10.0.0.0/33\"."] = options => options.DeniedAddresses = ["10.0.0.0/33"],
        ["DeniedAddresses must hold addresses or networks*; one is \"10/8\"."] = options => options.DeniedAddresses = ["10/8"],
        ["DeniedAddresses must hold addresses or networks*; one is \"\"."] = options => options.DeniedAddresses = [""],
        ["KnownProxies must hold addresses or networks*; one is \"localhost\"."] = options => options.KnownProxies = ["10.0.0.1", "localhost"],
        ["KnownProxies must hold addresses or networks*; one is \" 10.0.0.1\"."] = options => options.KnownProxies = [" 10.0.0.1"],
        ["KnownProxies must hold addresses or networks*; one is \"::ffff:10.0.0.1\"."] = options => options.KnownProxies = ["::ffff:10.0.0.1"],
        ["KnownProxies must hold addresses or networks*; one is \"::ffff:10.0.0.0/104\"."] = options => options.KnownProxies = ["::ffff:10.0.0.0/104"],
        ["ClientAddressHeader must be a header's name; it is \"\"."] = options => UseHeader(options, ""),
        ["ClientAddressHeader must be a header's name; it is \"x real ip\"."] = options => UseHeader(options, "x real ip"),
        ["ClientAddressHeader must be a header's name; it is \"x-ip:\"."] = options => UseHeader(options, "x-ip:"),
        ["ClientAddressHeader needs KnownProxies:*"] = options => options.ClientAddressHeader = "cf-connecting-ip",
        ["Vantage.Name must be a text of 1 to 60 characters; it is \" \"."] = options => options.Vantage.Name = " ",
        ["Vantage.Name must be a text of 1 to 60 characters; it is \"xxx*"] = options => options.Vantage.Name = new string('x', 61),
        ["Vantage.Place must be a text of 1 to 60 characters; it is \"\"."] = options => options.Vantage.Place = "",
        ["Vantage.Place must be a text of 1 to 60 characters; it is \"a\u0007b\"."] = options => options.Vantage.Place = "a\u0007b",
        ["Links.Community must be an absolute http or https address; it is /help."] = options => options.Links.Community = new Uri("/help", UriKind.Relative),
        ["Links.AddressLookup must be an absolute http or https address; it is ftp://*"] = options => options.Links.AddressLookup = new Uri("ftp://example.org"),
        ["Links.Community must be an absolute http or https address; it is javascript:*"] = options => options.Links.Community = new Uri("javascript:alert(1)"),
        ["ProbeTimeout must be 1 to 10 seconds; it is 00:00:00.9990000."] = options => options.ProbeTimeout = TimeSpan.FromMilliseconds(999),
        ["ProbeTimeout must be 1 to 10 seconds; it is 00:00:10.0010000."] = options => Time(options, probe: 10.001, request: 60),
        ["RequestTimeout must be more than ProbeTimeout and at most one minute; it is 00:00:02.5000000."] = options => Time(options, probe: 2.5, request: 2.5),
        ["RequestTimeout must be more than ProbeTimeout and at most one minute; it is 00:01:00.0010000."] = options => Time(options, probe: 2.5, request: 60.001),
        ["Limits.ChecksPerClientPerMinute must be 1 to 100000; it is 0."] = options => options.Limits.ChecksPerClientPerMinute = 0,
        ["Limits.ChecksPerClientPerMinute must be 1 to 100000; it is 100001."] = options => options.Limits.ChecksPerClientPerMinute = 100_001,
        ["Limits.ChecksPerTargetPerMinute must be 1 to 100000; it is -5."] = options => options.Limits.ChecksPerTargetPerMinute = -5,
        ["Limits.RequestsPerClientPerMinute must be 1 to 1000000; it is 0."] = options => options.Limits.RequestsPerClientPerMinute = 0,
        ["Limits.MaxChecksInFlight must be 1 to 65536; it is 0."] = options => options.Limits.MaxChecksInFlight = 0,
        ["Limits.MaxDatagramsPerSecond must be 0 (no limit) or at least 40; it is 39."] = options => options.Limits.MaxDatagramsPerSecond = 39,
        ["Limits.MaxDatagramsPerSecond must be 0 (no limit) or at least 40; it is -1."] = options => options.Limits.MaxDatagramsPerSecond = -1,
        ["Limits.ShareResultsFor must be zero to one minute; it is -00:00:01."] = options => options.Limits.ShareResultsFor = TimeSpan.FromSeconds(-1),
        ["Limits.ShareResultsFor must be zero to one minute; it is 00:01:01."] = options => options.Limits.ShareResultsFor = TimeSpan.FromSeconds(61),
        ["History:Interval must be whole minutes from 1 to 60; it is 00:00:30."] = options => options.History.Interval = TimeSpan.FromSeconds(30),
        ["History:Interval must be whole minutes from 1 to 60; it is 00:01:30."] = options => options.History.Interval = TimeSpan.FromSeconds(90),
        ["History:Interval must be whole minutes from 1 to 60; it is 01:01:00."] = options => options.History.Interval = TimeSpan.FromMinutes(61),
        ["History:MaxServers must be 1 to 2000; it is 0."] = options => options.History.MaxServers = 0,
        ["History:MaxServers must be 1 to 2000; it is 2001."] = options => options.History.MaxServers = 2_001,
        ["History:DownAfter must be 1 to 60; it is 0."] = options => options.History.DownAfter = 0,
        ["History:WebhookPause must be zero to one day; it is -00:00:01."] = options => options.History.WebhookPause = TimeSpan.FromSeconds(-1),
        ["History:Webhooks must be at most 10; there are 11."] = options => Tell(options, 11, new Uri("https://hooks.example/secret"), KailleraWebhookFormat.Json),
        ["History:Webhooks:0:Url must be an absolute http or https address."] = options => Tell(options, 1, url: null, KailleraWebhookFormat.Json),
        ["History:Webhooks:1:Url must be an absolute http or https address.*"] = options => Tell(options, 2, new Uri("ftp://hooks.example/secret"), KailleraWebhookFormat.Json),
        ["History:Webhooks:0:Format must be Json or Discord; it is Unknown."] = options => Tell(options, 1, new Uri("https://hooks.example/secret"), KailleraWebhookFormat.Unknown),
        ["UserName must not be empty: a player sees it."] = options => options.UserName = "",
        ["ClientName must not hold control characters*"] = options => options.ClientName = "a\nb",
        ["Greeting must have at most 7 lines; it has 8."] = options => Greet(options, [.. Enumerable.Repeat("x", 8)]),
        ["Greeting must not hold null or control characters*"] = options => Greet(options, "a\nb"),
        ["Greeting lines must be at most 249 bytes; one has 250."] = options => Greet(options, new string('x', 250)),
        ["Greeting lines must be at most 249 bytes; one has 260."] = options => Greet(options, new string('x', 239) + "{address}"),
    };

    public static TheoryData<string> Messages => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Validate_RuleIsBroken_NamesValueAndRule(string message)
    {
        var options = new KailleraApiOptions();
        Mistakes[message](options);

        var result = new KailleraApiOptionsValidator().Validate(name: null, options);

        result.Failed.Should().BeTrue();
        result.Failures.Should().ContainMatch($"*{message}*");
    }

    [Fact]
    public void Validate_Defaults_KeepAllRules() =>
        new KailleraApiOptionsValidator().Validate(name: null, new KailleraApiOptions()).Succeeded.Should().BeTrue();

    [Fact]
    public void Validate_BoundsOfEveryRule_AreAllowed()
    {
        var options = new KailleraApiOptions
        {
            DeniedPorts = [0, 65_535],
            DeniedAddresses = ["0.0.0.0/0", "198.51.100.7"],
            KnownProxies = ["10.0.0.0/8", "2001:db8::/32", "::1", "192.0.2.1"],
            ClientAddressHeader = "CF-Connecting_IP2",
            ProbeTimeout = TimeSpan.FromSeconds(10),
            RequestTimeout = TimeSpan.FromMinutes(1),
            GreetSelf = true,
            Greeting = [],
        };
        options.Vantage.Name = new string('x', 60);
        options.Limits.MaxDatagramsPerSecond = 40;
        options.Limits.ShareResultsFor = TimeSpan.FromMinutes(1);
        options.Limits.MaxChecksInFlight = 65_536;

        new KailleraApiOptionsValidator().Validate(name: null, options).Succeeded.Should().BeTrue();
    }

    [Fact]
    public void Validate_SeveralRulesAreBroken_NamesAll()
    {
        var options = new KailleraApiOptions { TargetPolicy = KailleraTargetPolicy.Unknown, UserName = "" };
        options.Limits.MaxChecksInFlight = 0;

        new KailleraApiOptionsValidator().Validate(name: null, options).Failures.Should().HaveCount(3);
    }

    [Fact]
    public async Task StartAsync_RuleIsBroken_TheServiceDoesNotStart()
    {
        var start = () => CheckerService.StartAsync(options => options.Limits.MaxChecksInFlight = 0);

        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage("*Limits.MaxChecksInFlight must be 1 to 65536; it is 0.*");
    }

    [Fact]
    public async Task StartAsync_RuleIsBrokenAndNothingMapped_TheServiceDoesNotStart()
    {
        var start = () => CheckerService.StartAsync(options => options.Limits.MaxChecksInFlight = 0, map: _ => { });

        await start.Should().ThrowAsync<OptionsValidationException>("it is not the first caller who should hear of it");
    }

    private static void UseHeader(KailleraApiOptions options, string name) => (options.KnownProxies, options.ClientAddressHeader) = (["10.0.0.1"], name);

    private static void Time(KailleraApiOptions options, double probe, double request) =>
        (options.ProbeTimeout, options.RequestTimeout) = (TimeSpan.FromSeconds(probe), TimeSpan.FromSeconds(request));

    private static void Greet(KailleraApiOptions options, params string[] lines) => (options.GreetSelf, options.Greeting) = (true, lines);

    private static void Tell(KailleraApiOptions options, int count, Uri? url, KailleraWebhookFormat format)
    {
        for (; count > 0; count--)
        {
            options.History.Webhooks.Add(new() { Url = url, Format = format });
        }
    }
}

using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class LimitTests
{
    private const string Checks = "/kaillera/v1/checks";
    private const string Anna = "198.51.100.1";
    private const string Bert = "198.51.100.2";

    [Fact]
    public async Task StartCheck_ClientOverItsLimit_IsToldWhenToComeBack()
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerClientPerMinute = 3);
        for (var i = 0; i < 3; i++)
        {
            (await CheckAsync(service, Anna, "203.0.113.7")).Status.Should().Be(200);
        }

        var refused = await CheckAsync(service, Anna, "203.0.113.7");
        var other = await CheckAsync(service, Bert, "203.0.113.7");

        refused.Code.Should().Be("too-many-checks");
        ShouldSayWhen(refused, 429, most: 20);
        other.Status.Should().Be(200, "he has a limit of his own");
    }

    [Theory]
    [InlineData("2001:db8:1:2:3::4", 429, "it is the same household")]
    [InlineData("2001:db8:1:3::1", 200, "it is another household")]
    public async Task StartCheck_ClientByIPv6_IsLimitedByItsHousehold(string second, int expected, string because)
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerClientPerMinute = 1);
        (await CheckAsync(service, "2001:db8:1:2::1", "203.0.113.7")).Status.Should().Be(200);

        var answer = await CheckAsync(service, second, "203.0.113.7");

        answer.Status.Should().Be(expected, because);
    }

    [Fact]
    public async Task StartCheck_ForgedHeaders_MakeNoNewClient()
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerClientPerMinute = 1);
        (await CheckAsync(service, Anna, "203.0.113.7")).Status.Should().Be(200);

        var answer = await service.Client.PostAnswerAsync(Checks, "{}", (PretendedRemote.Header, Anna), ("X-Forwarded-For", Bert), ("cf-connecting-ip", Bert));

        answer.Status.Should().Be(429);
    }

    [Fact]
    public async Task StartCheck_UnreadableRequests_CountAsWell()
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerClientPerMinute = 1);
        (await service.Client.PostAnswerAsync(Checks, "no json", (PretendedRemote.Header, Anna))).Status.Should().Be(400);

        (await CheckAsync(service, Anna, "203.0.113.7")).Status.Should().Be(429);
    }

    [Theory]
    [InlineData("p2p-check", true)]
    [InlineData("server-check", false)]
    public async Task LegacyCheck_ClientOverItsLimit_IsToldInTheOldForm(string path, bool hasMeta)
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerClientPerMinute = 1);
        const string Body = """{"host": "203.0.113.7", "port": 27886}""";
        await CheckAsync(service, Anna, "203.0.113.7");

        var answer = await service.Client.PostAnswerAsync($"/kaillera/{path}", Body, (PretendedRemote.Header, Anna));

        answer.Status.Should().Be(429);
        var seconds = int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture);
        seconds.Should().BeInRange(1, 60);
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        answer.Json.GetProperty("message").GetString().Should().Be($"Too many checks from your address: try again in {seconds} s.");
        answer.Json.TryGetProperty("meta", out var meta).Should().Be(hasMeta);
        if (hasMeta)
        {
            meta.GetString().Should().Be("""{"host": "203.0.113.7", "port": 27886}""", "the page shows which host it was about");
        }
    }

    [Theory]
    [InlineData("/kaillera/v1/service", true)]
    [InlineData("/kaillera/v1/checks/none", true)]
    [InlineData("/kaillera/v1/checks/none/events", true)]
    [InlineData("/kaillera/get-ip", false)]
    public async Task Get_ClientOverItsLimit_IsToldWhenToComeBack(string path, bool isProblem)
    {
        await using var service = await StartAsync(options => options.Limits.RequestsPerClientPerMinute = 2);
        await service.Client.GetAnswerAsync("/kaillera/get-ip", (PretendedRemote.Header, Anna));
        await service.Client.GetAnswerAsync("/kaillera/v1/service", (PretendedRemote.Header, Anna));

        var refused = await service.Client.GetAnswerAsync(path, (PretendedRemote.Header, Anna));
        var other = await service.Client.GetAnswerAsync(path, (PretendedRemote.Header, Bert));

        refused.Status.Should().Be(429);
        other.Status.Should().NotBe(429);
        if (isProblem)
        {
            ShouldSayWhen(refused, 429, most: 30);
        }
        else
        {
            refused.Header("Retry-After").Should().NotBeNull();
        }
    }

    [Fact]
    public async Task StartCheck_TargetOverItsLimit_IsLeftInPeaceWhoeverAsks()
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerTargetPerMinute = 2);
        (await CheckAsync(service, Anna, "203.0.113.7", 27886)).Status.Should().Be(200);
        (await CheckAsync(service, Bert, "203.0.113.7", 27887)).Status.Should().Be(200);

        var refused = await CheckAsync(service, "198.51.100.3", "203.0.113.7", 27888);
        var shared = await CheckAsync(service, "198.51.100.3", "203.0.113.7", 27886);
        var other = await CheckAsync(service, "198.51.100.3", "203.0.113.8", 27888);

        refused.Code.Should().Be("target-asked-too-often");
        ShouldSayWhen(refused, 429, most: 30);
        shared.Status.Should().Be(200, "a shared result costs the target nothing");
        other.Status.Should().Be(200, "it is another one");
    }

    [Fact]
    public async Task LegacyCheck_TargetOverItsLimit_IsLeftInPeaceByServerChecksAsWell()
    {
        await using var service = await StartAsync(options => options.Limits.ChecksPerTargetPerMinute = 1);
        await CheckAsync(service, Anna, "203.0.113.7");

        var p2p = await service.Client.LegacyCheckAsync("203.0.113.7", 27999);
        var server = await service.Client.PostAnswerAsync("/kaillera/server-check", """{"host": "203.0.113.7", "port": 27888}""");

        p2p.Status.Should().Be(429);
        server.Status.Should().Be(429);
        server.Json.GetProperty("message").GetString().Should().StartWith("This address has been checked too often");
    }

    [Fact]
    public async Task StartCheck_NoPlaceLeft_IsRefusedUntilOneIsFree()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(options => options.Limits.MaxChecksInFlight = 1, probe);
        var first = CheckAsync(service, Anna, "203.0.113.7");
        var call = await probe.NextCallAsync();

        var refused = await CheckAsync(service, Bert, "203.0.113.8");
        var legacy = await service.Client.LegacyCheckAsync("203.0.113.8", 27886);
        call.Find(P2PProbeStatus.Responding);
        (await first).Status.Should().Be(200);
        var later = CheckAsync(service, Bert, "203.0.113.8");
        (await probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        refused.Code.Should().Be("at-capacity");
        ShouldSayWhen(refused, 503, most: 1);
        (legacy.Status, legacy.Header("Retry-After")).Should().Be((503, "1"));
        (await later).Status.Should().Be(200, "the first one's answer says that its place is free");
    }

    [Fact]
    public async Task StartCheck_DatagramsOfASecondAreSpent_IsRefused()
    {
        await using var service = await StartAsync(options => options.Limits.MaxDatagramsPerSecond = 40);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(host => CheckAsync(service, Anna, $"203.0.113.{host}")));

        answers.Should().Contain(answer => answer.Status == 200, "one check a second is affordable");
        var refused = answers.First(answer => answer.Status != 200);
        refused.Code.Should().Be("at-capacity");
        ShouldSayWhen(refused, 503, most: 1);
    }

    private static void ShouldSayWhen(ServiceAnswer answer, int status, int most)
    {
        answer.Status.Should().Be(status);
        var seconds = answer.Json.GetProperty("retryAfter").GetInt32();
        seconds.Should().BeInRange(1, most);
        answer.Header("Retry-After").Should().Be($"{seconds}");
        answer.Json.GetProperty("detail").GetString().Should().EndWith($"try again in {seconds} s.");
    }

    private static Task<CheckerService> StartAsync(Action<KailleraApiOptions> configure, ScriptedProbe? probe = null) =>
        CheckerService.StartAsync(
            configure,
            build =>
            {
                PretendedRemote.Add(build.Services);
                build.Services.AddSingleton<IP2PProbe>(probe ?? new ScriptedProbe(P2PProbeStatus.NoResponse));
            }
        );

    private static Task<ServiceAnswer> CheckAsync(CheckerService service, string caller, string host, int port = 27886) =>
        service.Client.PostAnswerAsync(Checks, JsonSerializer.Serialize(new { host, port }), (PretendedRemote.Header, caller));
}

using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

public sealed class KailleraApiClientOptionsTests
{
    public static TheoryData<string, KailleraApiClientOptions> BadOptions => new()
    {
        { "BaseAddress", new() { BaseAddress = null! } },
        { "BaseAddress", new() { BaseAddress = new Uri("kaillera/", UriKind.Relative) } },
        { "BaseAddress", new() { BaseAddress = new Uri("ftp://one.example/") } },
        { "BaseAddress", new() { BaseAddress = new Uri("https://one.example/?a=b") } },
        { "BaseAddress", new() { BaseAddress = new Uri("https://one.example/#a") } },
        { "BaseAddress", new() { BaseAddress = new Uri("https://user:word@one.example/") } },
        { "Timeout", new() { Timeout = TimeSpan.Zero } },
        { "Timeout", new() { Timeout = Timeout.InfiniteTimeSpan } },
        { "Timeout", new() { Timeout = TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1) } },
        { "MaxRetries", new() { MaxRetries = -1 } },
        { "MaxRetries", new() { MaxRetries = 11 } },
        { "RetryDelay", new() { RetryDelay = TimeSpan.FromTicks(-1) } },
        { "RetryDelay", new() { RetryDelay = TimeSpan.FromSeconds(30) + TimeSpan.FromTicks(1) } },
        { "MaxResponseLength", new() { MaxResponseLength = 1023 } },
        { "MaxResponseLength", new() { MaxResponseLength = (16 * 1024 * 1024) + 1 } },
        { "Via", new() { Via = "a\nb" } },
        { "Via", new() { Via = new string('v', 178) } },
    };

    public static TheoryData<KailleraApiClientOptions> GoodOptions => new()
    {
        new KailleraApiClientOptions(),
        new()
        {
            Timeout = TimeSpan.FromTicks(1),
            MaxRetries = 0,
            RetryDelay = TimeSpan.Zero,
            MaxResponseLength = 1024,
            Via = "",
        },
        new()
        {
            BaseAddress = new Uri("http://127.0.0.1:8080/a/b"),
            Timeout = TimeSpan.FromMinutes(5),
            MaxRetries = 10,
            RetryDelay = TimeSpan.FromSeconds(30),
            MaxResponseLength = 16 * 1024 * 1024,
            Via = new string('v', 177),
        },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Constructor_BadSetting_NamesIt(string setting, KailleraApiClientOptions options)
    {
        using var http = new HttpClient();

        var act = () => new KailleraApiClient(http, options);

        act.Should().Throw<ArgumentException>().WithParameterName(nameof(options)).WithMessage($"{setting} must*");
    }

    [Theory]
    [MemberData(nameof(GoodOptions))]
    public void Constructor_GoodSettings_Accepts(KailleraApiClientOptions options)
    {
        using var http = new HttpClient();

        var act = () => new KailleraApiClient(http, options);

        act.Should().NotThrow();
    }

    [Fact]
    public void Constructor_SeveralBadSettings_ListsAll()
    {
        using var http = new HttpClient();

        var act = () => new KailleraApiClient(http, new() { MaxRetries = -1, Timeout = TimeSpan.Zero });

        act.Should().Throw<ArgumentException>().WithMessage("*Timeout must*MaxRetries must*");
    }

    [Fact]
    public void Constructor_BadHttpClient_Throws()
    {
        using var http = new HttpClient { BaseAddress = new Uri("https://one.example/?a=b") };

        var withBadAddress = () => new KailleraApiClient(http);
        var withNone = () => new KailleraApiClient(null!);

        withBadAddress.Should().Throw<ArgumentException>().WithParameterName("httpClient");
        withNone.Should().Throw<ArgumentNullException>().WithParameterName("httpClient");
    }

    [Fact]
    public async Task Constructor_OptionsChangedAfterwards_KeepsItsOwn()
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));
        var options = new KailleraApiClientOptions { Via = "before" };
        var client = service.CreateClient(options);
        options.Via = "after";

        await client.CheckP2PAsync(FakeService.SomeHost);

        service.Requests[0].Body.Should().Contain("before");
    }

    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        var options = new KailleraApiClientOptions();

        options.BaseAddress.Should().Be(new Uri("https://api.smash64.online/"));
        options.Timeout.Should().Be(TimeSpan.FromSeconds(15));
        options.MaxRetries.Should().Be(2);
        options.RetryDelay.Should().Be(TimeSpan.FromMilliseconds(200));
        options.MaxResponseLength.Should().Be(65_536);
        options.Via.Should().BeNull();
        options.HideAddresses.Should().BeFalse();
    }

    [Fact]
    public void KailleraApiException_StandardConstructors_KnowNothing()
    {
        var cause = new InvalidOperationException();

        new KailleraApiException().Error.Should().Be(KailleraApiError.Unknown);
        new KailleraApiException("a").Message.Should().Be("a");
        new KailleraApiException("a", cause).InnerException.Should().BeSameAs(cause);
    }
}

using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

public sealed class KailleraApiClientLogTests
{
    private readonly RecordingLogger<KailleraApiClient> _logger = new();

    [Fact]
    public async Task Calls_DefaultSettings_LogWhatIsAsked()
    {
        var client = new FakeService(FakeService.Text(FakeService.OkAnswer)).CreateClient(logger: _logger);

        await client.CheckP2PAsync(FakeService.SomeHost);

        _logger.Entries.Select(static entry => entry.Id).Should().Equal(2000, 2001);
        _logger.Entries[0].Text.Should().Contain("p2p-check").And.Contain("203.0.113.7:27886");
    }

    [Fact]
    public async Task Calls_AddressesHidden_LogNone()
    {
        var options = new KailleraApiClientOptions { HideAddresses = true, RetryDelay = TimeSpan.Zero };
        var failure = FakeService.Text("""{"message": "203.0.113.8"}""", HttpStatusCode.ServiceUnavailable);
        var fine = new FakeService(FakeService.Text(FakeService.OkAnswer)).CreateClient(options, logger: _logger);
        var failing = new FakeService(failure).CreateClient(options, logger: _logger);

        await fine.CheckP2PAsync(FakeService.SomeHost);
        await fine.GetIPAsync();
        await failing.GetIPAsync().ShouldThrowAsync<KailleraApiException>();
        await failing.CheckServerAsync(FakeService.SomeServer).ShouldThrowAsync<KailleraApiException>();

        _logger.Entries.Select(static entry => entry.Id).Distinct().Should().BeEquivalentTo([2000, 2001, 2002, 2003]);
        _logger.Entries.Should().NotContain(static entry => entry.Text.Contains("203.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_ServiceCantBeReached_LogWhy()
    {
        var service = new FakeService(FakeService.Broken(HttpRequestError.NameResolutionError));
        var client = service.CreateClient(logger: _logger);

        await client.CheckP2PAsync(FakeService.SomeHost).ShouldThrowAsync<HttpRequestException>();

        _logger.Entries.Select(static entry => entry.Id).Should().Equal(2000, 2004);
        _logger.Entries[1].Text.Should().Contain("NameResolutionError");
    }
}

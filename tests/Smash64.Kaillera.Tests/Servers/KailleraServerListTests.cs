using RichardSzalay.MockHttp;
using Smash64.Kaillera.Servers.Lists;
using Smash64.Kaillera.Tests.Api;
using Smash64.Kaillera.Tests.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraServerListTests
{
    private const string Chicago = "Chicago\n8.8.8.1:27888;12/100;3;0.86;USA\n";
    private const string Lyon = "Lyon\n8.8.8.2:27888;0/50;0;ESF;France\n";

    [Fact]
    public async Task ReadServersAsync_TwoLists_GivesBothInOrderWithTheirSource()
    {
        var lists = new FakeLists().Answer(FakeLists.One, FakeService.Text(Chicago)).Answer(FakeLists.Two, FakeService.Text(Lyon));

        var report = await lists.Create().ReadServersAsync();

        report
            .Entries.Select(entry => (entry.Name, entry.EndPoint, entry.Source))
            .Should()
            .Equal(
                ("Chicago", IPEndPoint.Parse("8.8.8.1:27888"), FakeLists.One),
                ("Lyon", IPEndPoint.Parse("8.8.8.2:27888"), FakeLists.Two)
            );
        report.DroppedCount.Should().Be(0);
        report.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadServersAsync_DefaultLists_AsksTheirAddresses()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Get, "http://www.kaillera.com/raw_server_list2.php")
            .WithExactQueryString("version=0.9")
            .Respond("text/plain", Chicago);
        http.Expect(HttpMethod.Get, "http://kaillerareborn.2manygames.fr/server_list.php").Respond("text/plain", Lyon);
        var list = new KailleraServerList(http.ToHttpClient());

        var report = await list.ReadServersAsync();

        report.Entries.Should().HaveCount(2);
        http.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task ReadWaitingGamesAsync_DefaultLists_AsksTheirAddresses()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Get, "http://www.kaillera.com/raw_server_list2.php")
            .WithExactQueryString("wg=1&version=0.9")
            .Respond("text/plain", $"SMASH|8.8.8.1:27888|Ness|Mupen64|1/4|Chicago|USA|\n{Chicago}");
        http.Expect(HttpMethod.Get, "http://kaillerareborn.2manygames.fr/game_list.php")
            .Respond("text/plain", "SMASH|8.8.8.1:27888|Ness|Mupen64|1/4|Chicago|USA|SMASH|8.8.8.1:27888|Lucas|Mupen64|1/4|Chicago|USA|");
        var list = new KailleraServerList(http.ToHttpClient());

        var report = await list.ReadWaitingGamesAsync();

        report.Entries.Select(game => game.User)
            .Should()
            .Equal(["Ness", "Lucas"], "the same game comes once, another on the same server stays");
        report.DroppedByReason.Should().Equal(new Dictionary<KailleraListDropReason, int> { [KailleraListDropReason.Duplicate] = 1 });
        http.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task ReadServersAsync_ServerInBothLists_ComesOnceAsTheFirstNamesIt()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text(Chicago))
            .Answer(FakeLists.Two, FakeService.Text("Windy City\nchicago.example.net:27888;1/2;3;v;l\n" + Lyon))
            .Host("chicago.example.net", "8.8.8.1");

        var report = await lists.Create().ReadServersAsync();

        report.Entries.Select(entry => entry.Name).Should().Equal("Chicago", "Lyon");
        report
            .Dropped.Should()
            .Equal(new KailleraListDrop(KailleraListDropReason.Duplicate, 2, "chicago.example.net:27888") { Source = FakeLists.Two });
    }

    [Fact]
    public async Task ReadServersAsync_HostNames_AreLookedUpOnceEach()
    {
        var lists = new FakeLists()
            .Answer(
                FakeLists.One,
                FakeService.Text("A\na.example.net:1;1/2;3;v;l\nB\nA.example.NET:2;1/2;3;v;l\nC\nc.example.net:3;1/2;3;v;l\n")
            )
            .Answer(FakeLists.Two, FakeService.Text("D\na.example.net:4;1/2;3;v;l\n" + Lyon))
            .Host("a.example.net", "2001:db8::1", "8.8.8.9", "8.8.8.10");

        var report = await lists.Create().ReadServersAsync();

        report.Entries.Should().HaveCount(4);
        report
            .Entries.Select(entry => (entry.Name, entry.Host, entry.EndPoint))
            .Should()
            .Contain(("B", "A.example.NET", IPEndPoint.Parse("8.8.8.9:2")));
        report.Dropped
            .Should()
            .Equal(new KailleraListDrop(KailleraListDropReason.Unresolved, 6, "c.example.net:3") { Source = FakeLists.One });
        lists.HostsAsked.Should().BeEquivalentTo("a.example.net", "c.example.net");
    }

    [Theory]
    [InlineData("10.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("203.0.113.7", false)]
    [InlineData("239.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("240.0.0.1", true)]
    public async Task ReadServersAsync_AddressThatIsNotPublic_IsDroppedUnlessWantedAndPossible(string address, bool never)
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text($"A\n{address}:1;1/2;3;v;l\nB\nb.example.net:2;1/2;3;v;l\n"))
            .Host("b.example.net", address);

        var strict = await lists.Create(options => options.ServerLists = [FakeLists.One]).ReadServersAsync();
        var open = await lists
            .Create(options => (options.ServerLists, options.IncludePrivateAddresses) = ([FakeLists.One], true))
            .ReadServersAsync();

        strict.Entries.Should().BeEmpty();
        strict.DroppedByReason.Should().Equal(new Dictionary<KailleraListDropReason, int> { [KailleraListDropReason.NotPublic] = 2 });
        open.Entries.Should().HaveCount(never ? 0 : 2);
    }

    [Fact]
    public async Task ReadServersAsync_HostWithAPrivateAndAPublicAddress_TakesThePublicOne()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text("A\na.example.net:1;1/2;3;v;l\n"))
            .Host("a.example.net", "10.0.0.1", "8.8.8.8");

        var report = await lists.Create(options => options.ServerLists = [FakeLists.One]).ReadServersAsync();

        report.Entries.Should().ContainSingle().Which.EndPoint.Should().Be(IPEndPoint.Parse("8.8.8.8:1"));
    }

    [Fact]
    public async Task GetServersAsync_CancelledBefore_ThrowsAndAsksNobody()
    {
        var lists = new FakeLists().Answer(FakeLists.One, static () => throw new InvalidOperationException("Nobody may ask."));

        await FluentActions
            .Awaiting(async () =>
            {
                await foreach (var _ in lists.Create().GetServersAsync(new CancellationToken(canceled: true))) { }
            })
            .Should()
            .ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task GetServersAsync_Enumerated_GivesTheEntriesOfTheReport()
    {
        var lists = new FakeLists().Answer(FakeLists.One, FakeService.Text(Chicago)).Answer(FakeLists.Two, FakeService.Text(Lyon));
        var names = new List<string>();

        await foreach (var server in lists.Create().GetServersAsync())
        {
            names.Add(server.Name);
        }

        names.Should().Equal("Chicago", "Lyon");
    }

    [Fact]
    public async Task GetWaitingGamesAsync_Enumerated_GivesTheEntriesOfTheReport()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text("SMASH|8.8.8.1:27888|Ness|Mupen64|1/4|Chicago|USA|"))
            .Answer(FakeLists.Two, FakeService.Text(""));
        var games = new List<KailleraWaitingGame>();

        await foreach (var game in lists.Create().GetWaitingGamesAsync())
        {
            games.Add(game);
        }

        games.Should().ContainSingle().Which.EndPoint.Should().Be(IPEndPoint.Parse("8.8.8.1:27888"));
    }

    [Fact]
    public async Task ReadServersAsync_NoLists_GivesNothing()
    {
        var report = await new FakeLists().Create(options => options.ServerLists = []).ReadServersAsync();

        report.Entries.Should().BeEmpty();
        report.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadServersAsync_MoreThanMayBeTaken_TakesTheFirstOfEachList()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text(Chicago + Lyon))
            .Answer(FakeLists.Two, FakeService.Text(Lyon + Chicago));

        var report = await lists.Create(options => options.MaxEntries = 1).ReadServersAsync();

        report.Entries.Select(entry => entry.Name).Should().Equal("Chicago", "Lyon");
        report.DroppedByReason.Should().Equal(new Dictionary<KailleraListDropReason, int> { [KailleraListDropReason.TooMany] = 2 });
    }

    [Fact]
    public async Task ReadServersAsync_Logged_NamesListsAndNothingThatStandsInThem()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text(Chicago))
            .Answer(FakeLists.Two, FakeService.Text("junk\n" + Lyon));
        var logger = new RecordingLogger<KailleraServerList>();

        await lists.Create(logger: logger).ReadServersAsync();

        logger.Entries.Select(entry => entry.Id).Should().BeEquivalentTo([1200, 1200, 1201, 1201, 1203]);
        logger.Entries[^1].Text.Should().Contain("Read 2 servers of 2 of 2 lists, and dropped 1");
        logger.Entries
            .Should()
            .NotContain(entry => entry.Text.Contains("8.8.8") || entry.Text.Contains("Chicago") || entry.Text.Contains("junk"));
    }

    [Fact]
    public void Constructor_BadArguments_NamesThem()
    {
        using var http = new HttpClient();

        FluentActions.Invoking(() => new KailleraServerList(null!)).Should().Throw<ArgumentNullException>().WithParameterName("httpClient");
        FluentActions
            .Invoking(() => new KailleraServerList(http, new KailleraServerListOptions { Timeout = TimeSpan.Zero, MaxEntries = 0 }))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("options")
            .WithMessage("Timeout must be more than zero*MaxEntries must be 1 to 100000; it is 0*");
    }
}

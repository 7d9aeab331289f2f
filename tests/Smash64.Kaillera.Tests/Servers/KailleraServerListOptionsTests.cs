namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraServerListOptionsTests
{
    public static TheoryData<string, KailleraServerListOptions> BadOptions => new()
    {
        { "ServerLists", new() { ServerLists = null! } },
        { "ServerLists", new() { ServerLists = [null!] } },
        { "ServerLists", new() { ServerLists = [new Uri("list.php", UriKind.Relative)] } },
        { "ServerLists", new() { ServerLists = [new Uri("ftp://one.example/")] } },
        { "ServerLists", new() { ServerLists = [new Uri("http://user:word@one.example/")] } },
        { "ServerLists", new() { ServerLists = [.. Enumerable.Repeat(new Uri("http://one.example/"), 17)] } },
        { "WaitingGamesLists", new() { WaitingGamesLists = null! } },
        { "WaitingGamesLists", new() { WaitingGamesLists = [new Uri("file:///etc/hosts")] } },
        { "Encoding", new() { Encoding = null! } },
        { "Encoding", new() { Encoding = Encoding.Unicode } },
        { "Timeout", new() { Timeout = TimeSpan.Zero } },
        { "Timeout", new() { Timeout = TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1) } },
        { "MaxResponseLength", new() { MaxResponseLength = 1023 } },
        { "MaxResponseLength", new() { MaxResponseLength = (16 * 1024 * 1024) + 1 } },
        { "MaxEntries", new() { MaxEntries = 0 } },
        { "MaxEntries", new() { MaxEntries = 100_001 } },
        { "ResolveTimeout", new() { ResolveTimeout = TimeSpan.Zero } },
        { "ResolveTimeout", new() { ResolveTimeout = TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1) } },
        { "MaxConcurrentResolves", new() { MaxConcurrentResolves = 0 } },
        { "MaxConcurrentResolves", new() { MaxConcurrentResolves = 257 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void FindErrors_BadSetting_NamesItAlone(string setting, KailleraServerListOptions options) =>
        options.FindErrors().Should().ContainSingle().Which.Should().StartWith($"{setting} must ");

    [Fact]
    public void FindErrors_LimitsThemselves_AreFine()
    {
        var least = new KailleraServerListOptions
        {
            ServerLists = [],
            WaitingGamesLists = [],
            Timeout = TimeSpan.FromTicks(1),
            MaxResponseLength = 1024,
            MaxEntries = 1,
            ResolveTimeout = TimeSpan.FromTicks(1),
            MaxConcurrentResolves = 1,
        };
        var most = new KailleraServerListOptions
        {
            ServerLists = [.. Enumerable.Repeat(new Uri("https://one.example/"), KailleraServerListOptions.MaxLists)],
            Timeout = KailleraServerListOptions.MaxTimeout,
            MaxResponseLength = 16 * 1024 * 1024,
            MaxEntries = 100_000,
            ResolveTimeout = KailleraServerListOptions.MaxResolveTimeout,
            MaxConcurrentResolves = 256,
        };

        least.FindErrors().Concat(most.FindErrors()).Should().BeEmpty();
    }

    [Fact]
    public void Checked_ChangedAfterwards_KeepsItsOwn()
    {
        var lists = new List<Uri> { new("http://one.example/") };
        var options = new KailleraServerListOptions { ServerLists = lists };

        var copy = options.Checked();
        lists.Clear();
        options.MaxEntries = 1;

        copy.ServerLists.Should().ContainSingle();
        copy.MaxEntries.Should().Be(10_000);
    }

    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        var options = new KailleraServerListOptions();

        options.ServerLists.Should().BeSameAs(KailleraServerListOptions.DefaultServerLists).And.HaveCount(2);
        options.WaitingGamesLists.Should().BeSameAs(KailleraServerListOptions.DefaultWaitingGamesLists).And.HaveCount(2);
        options.Encoding.Should().BeSameAs(KailleraText.NameEncoding);
        options.Timeout.Should().Be(TimeSpan.FromSeconds(15));
        options.MaxResponseLength.Should().Be(1_048_576);
        options.MaxEntries.Should().Be(10_000);
        options.IncludePrivateAddresses.Should().BeFalse();
        options.ResolveTimeout.Should().Be(TimeSpan.FromSeconds(3));
        options.MaxConcurrentResolves.Should().Be(16);
    }
}

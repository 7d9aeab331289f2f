using Smash64.Kaillera.Servers.Lists;
using Smash64.Kaillera.Tests.Api;

namespace Smash64.Kaillera.Tests.Servers.Lists;

public sealed class KailleraServerListReaderTests
{
    private static readonly byte[] Servers = Encoding.UTF8.GetBytes(
        "Name\na.example.net:27888;1/2;3;v;l\nSame\n8.8.8.8:27888;1/2;3;v;l\nPrivate\n10.0.0.1:1;1/2;3;v;l\njunk\n"
    );

    private static readonly byte[] Games = Encoding.UTF8.GetBytes("SMASH|8.8.8.8:27888|Ness|Mupen64|1/4|Chicago|USA|");

    private readonly FakeLists _lists = new FakeLists().Host("a.example.net", "8.8.8.8");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadServersAsync_BytesOrStream_ParsesLooksUpAndFilters(bool asStream)
    {
        using var stream = new MemoryStream(Servers);

        var report = asStream ? await Create().ReadServersAsync(stream) : await Create().ReadServersAsync(Servers);

        report.Entries
            .Should()
            .ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Name", EndPoint = IPEndPoint.Parse("8.8.8.8:27888") });
        report
            .Dropped.Should()
            .Equal(
                new KailleraListDrop(KailleraListDropReason.NoAddress, 7, "junk"),
                new KailleraListDrop(KailleraListDropReason.Duplicate, 4, "8.8.8.8:27888"),
                new KailleraListDrop(KailleraListDropReason.NotPublic, 6, "10.0.0.1:1")
            );
        stream.CanRead.Should().BeTrue("the stream stays the caller's");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadWaitingGamesAsync_BytesOrStream_ParsesAndLooksUp(bool asStream)
    {
        using var stream = new MemoryStream(Games);

        var report = asStream ? await Create().ReadWaitingGamesAsync(stream) : await Create().ReadWaitingGamesAsync(Games);

        report.Entries.Should().ContainSingle().Which.EndPoint.Should().Be(IPEndPoint.Parse("8.8.8.8:27888"));
    }

    [Fact]
    public async Task ReadServersAsync_ManyDrops_KeepsTheFirstHundred()
    {
        var list = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 200).Select(port => $"junk\nA\n10.0.0.1:{port};1/2;3;v;l\n")));

        var report = await Create().ReadServersAsync(list);

        report.Dropped.Should().HaveCount(100);
        report.DroppedCount.Should().Be(400);
    }

    [Fact]
    public async Task ReadServersAsync_StreamTooLong_Throws()
    {
        var reader = Create(new KailleraServerListOptions { MaxResponseLength = 1024 });
        await using var endless = ScriptedStream.Endless();

        var fault = await FluentActions.Awaiting(() => reader.ReadServersAsync(endless)).Should().ThrowAsync<KailleraListException>();

        fault.WithMessage("The list is longer than allowed.").Which.Failures[0].Error.Should().Be(KailleraListError.TooLarge);
        endless.BytesRead.Should().BeLessThan(16 * 1024);
    }

    [Fact]
    public async Task ReadServersAsync_StreamStuck_ThrowsWhenTheTimeIsUp()
    {
        await using var stuck = ScriptedStream.Stuck();

        var reading = Create().ReadServersAsync(stuck);
        await _lists.Time.WaitForTimersAsync(1);
        _lists.Time.Advance(TimeSpan.FromSeconds(15));

        var fault = await FluentActions.Awaiting(() => reading).Should().ThrowAsync<KailleraListException>();
        fault.Which.Failures[0].Error.Should().Be(KailleraListError.Timeout);
    }

    [Fact]
    public async Task ReadServersAsync_Cancelled_ThrowsWithTheCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        await using var stuck = ScriptedStream.Stuck();

        var reading = Create().ReadServersAsync(stuck, cancellation.Token);
        await cancellation.CancelAsync();

        var fault = await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>();
        fault.Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public async Task ReadServersAsync_StreamFails_PassesTheFaultOn()
    {
        await using var failing = ScriptedStream.Failing(new IOException("Broken on purpose."));

        await FluentActions.Awaiting(() => Create().ReadServersAsync(failing)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task ReadServersAsync_SystemsResolver_KnowsThisMachine()
    {
        var reader = new KailleraServerListReader(new KailleraServerListOptions { IncludePrivateAddresses = true });

        var report = await reader.ReadServersAsync(Encoding.UTF8.GetBytes("Here\nlocalhost:27888;0/1;0;v;l\n"));

        report.Entries.Should().ContainSingle().Which.EndPoint.Should().Be(new IPEndPoint(IPAddress.Loopback, 27888));
    }

    [Fact]
    public void Constructor_BadSetting_NamesIt() =>
        FluentActions
            .Invoking(() => new KailleraServerListReader(new KailleraServerListOptions { MaxEntries = 0 }))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("options");

    [Fact]
    public async Task ReadAsync_NoStream_NamesIt()
    {
        var reader = Create();

        await FluentActions
            .Awaiting(() => reader.ReadServersAsync((Stream)null!))
            .Should()
            .ThrowAsync<ArgumentNullException>()
            .WithParameterName("list");
        await FluentActions
            .Awaiting(() => reader.ReadWaitingGamesAsync((Stream)null!))
            .Should()
            .ThrowAsync<ArgumentNullException>()
            .WithParameterName("list");
    }

    private KailleraServerListReader Create(KailleraServerListOptions? options = null) => new(options, _lists.Time, _lists.FindHostAsync);
}

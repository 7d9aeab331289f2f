using Smash64.Kaillera.Servers.Lists;
using Smash64.Kaillera.Tests.Api;
using Smash64.Kaillera.Tests.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers;

/// <summary>Lists that fail, hang or are cancelled, in virtual time.</summary>
public sealed class KailleraServerListFaultTests
{
    private const string Chicago = "Chicago\n8.8.8.1:27888;12/100;3;0.86;USA\n";
    private const string Lyon = "Lyon\n8.8.8.2:27888;0/50;0;ESF;France\n";

    public static TheoryData<Func<HttpResponseMessage>, KailleraListError, string> Faults => new()
    {
        { FakeService.Text("busy", HttpStatusCode.ServiceUnavailable), KailleraListError.HttpStatus, "answered with HTTP status 503." },
        { FakeService.Text(new string('x', 2048)), KailleraListError.TooLarge, "is longer than allowed." },
        { FakeService.Streamed(ScriptedStream.Endless()), KailleraListError.TooLarge, "is longer than allowed." },
        { static () => throw new HttpRequestException("No route."), KailleraListError.Unreachable, "could not be reached: No route." },
        {
            FakeService.Streamed(ScriptedStream.Failing(new IOException("Reset."))),
            KailleraListError.Unreachable,
            "could not be reached: Reset."
        },
        { FakeService.Streamed(ScriptedStream.Failing(new InvalidDataException())), KailleraListError.Damaged, "cannot be decompressed." },
        { static () => throw new TaskCanceledException("", new TimeoutException()), KailleraListError.Timeout, "did not answer in time." },
        { static () => throw new TaskCanceledException("CancelPendingRequests"), KailleraListError.Unknown, "could not be read." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ReadServersAsync_OneListFails_GivesTheOtherAndTheFailure(
        Func<HttpResponseMessage> fault,
        KailleraListError error,
        string message
    )
    {
        var lists = new FakeLists().Answer(FakeLists.One, fault).Answer(FakeLists.Two, FakeService.Text(Lyon));
        var logger = new RecordingLogger<KailleraServerList>();

        var report = await lists.Create(options => options.MaxResponseLength = 1024, logger).ReadServersAsync();

        report.Entries.Should().ContainSingle().Which.Name.Should().Be("Lyon");
        var failure = report.Failures.Should().ContainSingle().Subject;
        (failure.Source, failure.Error, failure.Message).Should().Be((FakeLists.One, error, $"http://one.example/list {message}"));
        logger.Entries
            .Should()
            .ContainSingle(entry => entry.Id == 1202).Which.Text.Should().Contain("one.example").And.Contain(error.ToString());
    }

    [Fact]
    public async Task ReadServersAsync_EveryListFails_ThrowsAndNamesEach()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text("", HttpStatusCode.NotFound))
            .Answer(FakeLists.Two, static () => throw new HttpRequestException("No route."));

        var fault = await FluentActions.Awaiting(() => lists.Create().ReadServersAsync()).Should().ThrowAsync<KailleraListException>();

        fault
            .Which.Message.Should()
            .Be("http://one.example/list answered with HTTP status 404. http://two.example/list could not be reached: No route.");
        fault.Which.Failures.Select(failure => failure.StatusCode).Should().Equal(HttpStatusCode.NotFound, null);
    }

    [Fact]
    public async Task ReadServersAsync_OneListHangs_GivesTheOtherWhenTheTimeIsUp()
    {
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text("A\na.example.net:1;1/2;3;v;l\n"))
            .Answer(FakeLists.Two, FakeService.Streamed(ScriptedStream.Stuck()))
            .Host("a.example.net", "8.8.8.8");

        var reading = lists.Create().ReadServersAsync();
        await lists.Time.WaitForTimersAsync(1);
        lists.Time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        reading.IsCompleted.Should().BeFalse("a tick is left");
        lists.Time.Advance(TimeSpan.FromTicks(1));
        var report = await reading;

        report.Entries.Should().ContainSingle("its host was looked up while the other list hung");
        report.Failures
            .Should()
            .ContainSingle().Which.Should().BeEquivalentTo(new { Source = FakeLists.Two, Error = KailleraListError.Timeout });
        lists.Time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task ReadServersAsync_ResolverHangs_DropsTheNamesWhenTheirTimeIsUp()
    {
        var lists = new FakeLists { HostsWait = new TaskCompletionSource().Task }
            .Answer(FakeLists.One, FakeService.Text(Chicago + "A\na.example.net:1;1/2;3;v;l\n"))
            .Host("a.example.net", "8.8.8.8");

        var reading = lists.Create(options => options.ServerLists = [FakeLists.One]).ReadServersAsync();
        await lists.Time.WaitForTimersAsync(2);
        lists.Time.Advance(TimeSpan.FromSeconds(3));
        var report = await reading;

        report.Entries.Should().ContainSingle().Which.Name.Should().Be("Chicago");
        report.DroppedByReason.Should().Equal(new Dictionary<KailleraListDropReason, int> { [KailleraListDropReason.Unresolved] = 1 });
        lists.Time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task ReadServersAsync_ManyNames_AsksOnlySoManyAtATime()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lists = new FakeLists { HostsWait = gate.Task }.Answer(
            FakeLists.One,
            FakeService.Text(string.Concat(Enumerable.Range(1, 50).Select(i => $"A\nh{i}.example.net:{i};1/2;3;v;l\n")))
        );

        var reading = lists
            .Create(options => (options.ServerLists, options.MaxConcurrentResolves) = ([FakeLists.One], 4))
            .ReadServersAsync();
        await lists.Time.WaitForTimersAsync(1 + 4);
        gate.SetResult();
        var report = await reading;

        report.DroppedByReason[KailleraListDropReason.Unresolved].Should().Be(50);
        lists.HostsAsked.Should().HaveCount(50);
        lists.MostHostsAtATime.Should().Be(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadServersAsync_Cancelled_ThrowsWithTheCallersToken(bool whileLookingUp)
    {
        using var cancellation = new CancellationTokenSource();
        var lists = new FakeLists { HostsWait = new TaskCompletionSource().Task };
        if (whileLookingUp)
        {
            lists.Answer(FakeLists.One, FakeService.Text("A\na.example.net:1;1/2;3;v;l\n")).Answer(FakeLists.Two, FakeService.Text(""));
        }

        var reading = lists.Create().ReadServersAsync(cancellation.Token);
        await lists.Time.WaitForTimersAsync(whileLookingUp ? 2 : 1);
        await cancellation.CancelAsync();

        var fault = await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>();
        fault.Which.CancellationToken.Should().Be(cancellation.Token);
        lists.Time.TimerCount.Should().Be(0, "nothing may be left behind");
    }
}

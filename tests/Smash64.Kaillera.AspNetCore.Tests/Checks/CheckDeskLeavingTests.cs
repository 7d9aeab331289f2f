using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class CheckDeskLeavingTests
{
    [Fact]
    public async Task Leave_LastOneWhoWaits_StopsTheProbe()
    {
        using var desk = new Desk();
        var ticket = desk.Start(Anna);
        var call = await desk.Probe.NextCallAsync();

        ticket.Dispose();

        await call.WaitUntilStoppedAsync();
        await ticket.Invoking(left => left.EndAsync()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leave_OneOfTwo_LetsTheOtherHaveTheResult(bool starterLeaves)
    {
        using var desk = new Desk();
        using var starter = desk.Start(Anna);
        using var sharer = desk.Start(Bert);
        var call = await desk.Probe.NextCallAsync();

        (starterLeaves ? starter : sharer).Dispose();
        call.Find(P2PProbeStatus.Responding);

        (await (starterLeaves ? sharer : starter).EndAsync()).IsReachable.Should().BeTrue();
        call.IsStopped.Should().BeFalse();
    }

    [Fact]
    public async Task Leave_Twice_CountsOnce()
    {
        using var desk = new Desk();
        using var starter = desk.Start(Anna);
        var sharer = desk.Start(Bert);
        var call = await desk.Probe.NextCallAsync();

        sharer.Dispose();
        sharer.Dispose();

        call.IsStopped.Should().BeFalse("the starter still waits");
    }

    [Fact]
    public async Task Leave_AllOfTwo_StopsTheProbe()
    {
        using var desk = new Desk();
        var starter = desk.Start(Anna);
        var sharer = desk.Start(Bert);
        var call = await desk.Probe.NextCallAsync();

        starter.Dispose();
        sharer.Dispose();

        await call.WaitUntilStoppedAsync();
    }

    [Fact]
    public async Task Leave_CheckHasEnded_KeepsTheResultForOthers()
    {
        using var desk = new Desk();
        var first = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);

        first.Dispose();
        using var second = desk.Start(Bert);

        (await second.EndAsync()).IsReachable.Should().BeTrue();
        second.IsShared.Should().BeTrue();
    }

    [Fact]
    public async Task Start_CheckIsBeingGivenUp_BeginsANewOne()
    {
        using var desk = new Desk(probe: new ScriptedProbe { LeavesSlowly = true });
        desk.Start(Anna).Dispose();
        var given = await desk.Probe.NextCallAsync();

        using var second = desk.Start(Bert);
        var call = await desk.Probe.NextCallAsync();
        given.Leave();
        call.Find(P2PProbeStatus.Responding);

        (await second.EndAsync()).IsReachable.Should().BeTrue();
        second.IsShared.Should().BeFalse();
        call.IsStopped.Should().BeFalse("the end of the one given up is not the end of this");
    }

    [Fact]
    public async Task Start_ProbeTakesLongerThanARequestMay_IsGivenUp()
    {
        using var desk = new Desk();
        using var ticket = desk.Start(Anna);
        await desk.Probe.NextCallAsync();
        await desk.Time.WaitForTimersAsync(1);

        desk.Time.Advance(TimeSpan.FromSeconds(10));

        await ticket.Invoking(waiting => waiting.EndAsync()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("found")]
    [InlineData("no route")]
    [InlineData("fault")]
    [InlineData("stopped")]
    public async Task Start_CheckEndedInAnyWay_ItsPlaceIsFreeAtOnce(string end)
    {
        using var desk = new Desk(options => options.Limits.MaxChecksInFlight = 1);
        var ticket = desk.Start(Anna);
        var call = await desk.Probe.NextCallAsync();
        desk.Refuse(Bert, new(Host.Address, 1_025)).Should().NotBeNull("there is one place, and it is taken");
        switch (end)
        {
            case "found":
                call.Find(P2PProbeStatus.NoResponse);
                break;
            case "no route":
                call.Fail(new SocketException((int)SocketError.HostUnreachable));
                break;
            case "fault":
                call.Fail(new InvalidOperationException("a fault"));
                break;
            default:
                ticket.Dispose();
                break;
        }

        await ticket.EndAnyhowAsync();

        desk.Refuse(Bert, new(Host.Address, 1_026)).Should().BeNull("whoever hears of the end may ask at once");
        ticket.Dispose();
    }

    [Fact]
    public async Task Start_ProbeFailsInAWayNobodyKnows_SaysThatTheServiceCouldNotAsk()
    {
        using var desk = new Desk();
        using var ticket = desk.Start(Anna);

        (await desk.Probe.NextCallAsync()).Fail(new InvalidOperationException("a fault"));

        Verdicts.Of(await ticket.EndAsync()).Should().Be(KailleraCheckVerdict.NoRoute);
        desk.Log.Entries.Should().ContainSingle(entry => entry.Id == 3003).Which.Text.Should().Contain("a fault");
    }

    [Fact]
    public async Task Start_LogFails_StillTellsTheResult()
    {
        using var desk = new Desk();
        desk.Log.Failure = new InvalidOperationException("the disk is full");
        using var ticket = desk.Start(Anna);

        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        (await ticket.EndAsync()).IsReachable.Should().BeTrue();
    }
}

using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class CheckDeskStoppingTests
{
    [Fact]
    public async Task StoppingAsync_ChecksUnderWay_StopsThemBeforeTheServerWaitsForThem()
    {
        using var desk = new Desk();
        using var ticket = desk.Start(Anna);
        var call = await desk.Probe.NextCallAsync();

        await desk.Checks.StoppingAsync(CancellationToken.None);

        await call.WaitUntilStoppedAsync();
        await ticket.Invoking(stopped => stopped.EndAsync()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task StopAsync_HostIsBeingLeft_WaitsForThat()
    {
        using var desk = new Desk(probe: new ScriptedProbe { LeavesSlowly = true });
        using var ticket = desk.Start(Anna);
        var call = await desk.Probe.NextCallAsync();

        var stopping = desk.Checks.StopAsync(CancellationToken.None);
        await call.WaitUntilStoppedAsync();
        for (var i = 0; i < 1_000 && !stopping.IsCompleted; i++)
        {
            await Task.Yield();
        }

        var hadToWait = !stopping.IsCompleted;
        call.Leave();

        await stopping.WaitAsync(Eventually.Patience);
        hadToWait.Should().BeTrue("the host was not left yet");
    }

    [Fact]
    public async Task StopAsync_OutOfPatience_GoesOnWithoutAnException()
    {
        using var desk = new Desk(probe: new ScriptedProbe { LeavesSlowly = true });
        using var ticket = desk.Start(Anna);
        await desk.Probe.NextCallAsync();

        await desk.Checks.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Eventually.Patience);

        desk.Checks.IsStopping.Should().BeTrue();
    }

    [Fact]
    public async Task StopAsync_ResultsKeptForSharing_ForgetsThem()
    {
        using var desk = new Desk();
        using var ticket = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);

        await desk.Checks.StopAsync(CancellationToken.None).WaitAsync(Eventually.Patience);

        desk.Time.TimerCount.Should().Be(0);
    }

    [Fact]
    public async Task Start_ServiceStops_RefusesWithTheTimeOfARestart()
    {
        using var desk = new Desk();
        await desk.Checks.StoppingAsync(CancellationToken.None);

        desk.Refuse(Anna).Should().Be(new Refusal(RefusalReason.Stopping, TimeSpan.FromSeconds(10)));
        desk.Probe.CallCount.Should().Be(0);
    }

    [Fact]
    public async Task Dispose_ServiceWasNeverStopped_StopsChecks()
    {
        var desk = new Desk();
        using var ticket = desk.Start(Anna);
        var call = await desk.Probe.NextCallAsync();

        desk.Dispose();

        await call.WaitUntilStoppedAsync();
    }

    [Fact]
    public async Task StopAsync_DisposedOfAlready_HasNothingToDo()
    {
        using var desk = new Desk();
        desk.Checks.Dispose();
        desk.Checks.Dispose();

        await desk.Checks.StoppingAsync(CancellationToken.None);
        await desk.Checks.StopAsync(CancellationToken.None);

        desk.Checks.IsStopping.Should().BeTrue();
    }
}

using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class HostCheckTests
{
    private readonly HostCheck _check = new(new CheckSubject(Host), Anna, logsIn: true, CancellationToken.None);

    [Fact]
    public void TryJoin_LastOneHasJustLeft_IsTooLate()
    {
        _check.TryJoin(Anna, wantsRelay: false);
        _check.Leave();

        _check.TryJoin(Bert, wantsRelay: false).Should().BeFalse("the probe is being stopped");
        _check.WasToldTo(Bert).Should().BeFalse();
    }

    [Fact]
    public void TryJoin_AllHaveLeftAfterTheEnd_GetsTheResult()
    {
        _check.TryJoin(Anna, wantsRelay: false);
        _check.Complete(new HostCheckOutcome(new P2PProbeResult(Host, P2PProbeStatus.Responding), Fault: null));
        _check.Leave();

        _check.TryJoin(Bert, wantsRelay: false).Should().BeTrue();
        _check.Leave();
    }

    [Fact]
    public async Task Complete_ProbeHasBeenStopped_CancelsTheOutcome()
    {
        _check.TryJoin(Anna, wantsRelay: false);
        _check.Leave();
        _check.Complete(outcome: null);

        await _check.Invoking(check => check.Outcome).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void ReadProgress_FromAPlaceInTheRow_TellsTheRestAndWhenThereIsMore()
    {
        IProgress<P2PProbeProgress> progress = _check;
        var first = new P2PProbeProgress(P2PProbeStage.Asking, TimeSpan.Zero, 1, 0);
        var second = new P2PProbeProgress(P2PProbeStage.Answered, TimeSpan.Zero, 1, 1);
        progress.Report(first);
        var (news, changed) = _check.ReadProgress(from: 0);
        var wasChanged = changed.IsCompleted;
        progress.Report(second);

        news.Should().Equal(first);
        wasChanged.Should().BeFalse();
        changed.IsCompleted.Should().BeTrue();
        _check.ReadProgress(from: 1).News.Should().Equal(second);
        _check.ReadProgress(from: 2).News.Should().BeEmpty();
    }
}

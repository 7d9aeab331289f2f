namespace Smash64.Kaillera.Orleans.Tests;

/// <summary>How one replica tells of a check that another one makes.</summary>
public sealed class FollowingTests
{
    [Fact]
    public async Task Find_CheckOfAnotherReplica_GoesOnAndEndsHereToo()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        var made = await cluster.StartAsync(0, ServiceCluster.Anna);
        var call = await cluster.Probe.NextCallAsync();
        call.Report(P2PProbeStage.Asking, sent: 1);

        var (found, _) = await cluster.FindAsync(1, made.Id);
        var early = found!.Check.ReadProgress(0).News.Count;
        call.Report(P2PProbeStage.Answered, sent: 2, received: 1);
        await Eventually.UntilAsync(() => found.Check.ReadProgress(0).News.Count == 2, "what happens is told");
        call.Find(P2PProbeStatus.Responding);

        early.Should().Be(1, "what had happened is known at once");
        (await found.EndAsync()).Result!.Status.Should().Be(P2PProbeStatus.Responding);
        found.Check.ReadProgress(0).News.Should().Equal(made.Check.ReadProgress(0).News);
        (found.Id, found.Caller, found.Ticket.IsShared).Should().Be((made.Id, ServiceCluster.Anna, false));
    }

    [Fact]
    public async Task Find_CheckThatHasEndedElsewhere_IsKnownAtOnce()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        var made = await cluster.StartAsync(0, ServiceCluster.Anna);
        (await cluster.Probe.NextCallAsync()).Find(P2PProbeStatus.PortClosed);
        await made.EndAsync();

        var (found, _) = await cluster.FindAsync(1, made.Id);

        found!.Check.Outcome.IsCompletedSuccessfully.Should().BeTrue();
        var outcome = await found.EndAsync();
        (outcome.Result!.Status, outcome.IsLeft).Should().Be((P2PProbeStatus.PortClosed, true));
    }

    [Fact]
    public async Task Follow_HostIsLeftBehindTheVerdict_HearsBoth()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        await cluster.StartAsync(0, ServiceCluster.Anna);
        var there = await cluster.StartAsync(1, ServiceCluster.Bert);
        var left = new TaskCompletionSource<P2PProbeResult>();
        var verdict = new P2PProbeResult(ServiceCluster.Host, P2PProbeStatus.Responding) { DatagramsSent = 4 };
        (await cluster.Probe.NextCallAsync()).Find(verdict.CompletedBy(left.Task));

        var outcome = await there.EndAsync();
        var wasLeft = outcome.IsLeft;
        left.SetResult(verdict with { DatagramsSent = 9 });
        var final = await outcome.Result!.Completion.WaitAsync(Eventually.Patience);

        wasLeft.Should().BeFalse();
        (outcome.Result.DatagramsSent, final.DatagramsSent).Should().Be((4, 9));
        outcome.LatestResult!.DatagramsSent.Should().Be(9);
    }

    [Fact]
    public async Task Follow_MachineCouldNotAsk_HearsWhy()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        await cluster.StartAsync(0, ServiceCluster.Anna);
        var there = await cluster.StartAsync(1, ServiceCluster.Bert);

        (await cluster.Probe.NextCallAsync()).Fail(new SocketException((int)SocketError.NetworkUnreachable));

        (await there.EndAsync()).Should().Be(new HostCheckOutcome(Result: null, SocketError.NetworkUnreachable));
    }

    [Fact]
    public async Task Follow_HostIsFoundThroughTheRelay_HearsTheDirectAnswerFirst()
    {
        await using var cluster = await ServiceCluster.StartAsync(configure: static options => options.Autopunch.Relay = "203.0.113.99");
        await cluster.StartAsync(0, ServiceCluster.Anna);
        var (direct, _) = await cluster.TryStartAsync(1, ServiceCluster.Bert, directOnly: true);
        var there = await cluster.StartAsync(1, ServiceCluster.Bert);
        (await cluster.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        var relayed = await cluster.Probe.NextCallAsync();

        var directly = await direct!.Check.Direct.WaitAsync(Eventually.Patience);
        var wasOver = there.Check.Outcome.IsCompleted;
        relayed.Find(
            new P2PProbeResult(ServiceCluster.Host, P2PProbeStatus.Responding)
            {
                RoundTripTime = TimeSpan.FromMilliseconds(30),
                Path = new P2PPathEvidence(P2PPathKind.Autopunch) { IsPunched = true },
            }
        );
        var outcome = await there.EndAsync();

        (directly.Result!.Status, wasOver).Should().Be((P2PProbeStatus.NoResponse, false));
        (outcome.IsReachable, outcome.Result!.Path!.Kind, outcome.OtherWay!.Status)
            .Should()
            .Be((true, P2PPathKind.Autopunch, P2PProbeStatus.NoResponse));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA00000000")]
    [InlineData("../../../../../../../../etc/pa")]
    public async Task Find_WhatNoReplicaGave_IsNoCheck(string id)
    {
        await using var cluster = await ServiceCluster.StartAsync();

        (await cluster.FindAsync(0, id)).Should().Be(default(CheckLookup));
    }

    [Fact]
    public async Task Find_IdThatNamesAReplicaButNoCheckOfIt_IsNoCheck()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        var made = await cluster.StartAsync(0, ServiceCluster.Anna);
        var forged = $"AAAAAAAAAAAAAAAAAAAAAA{made.Id[^8..]}";

        (await cluster.FindAsync(0, forged)).Should().Be(default(CheckLookup));
        (await cluster.FindAsync(1, forged)).Should().Be(default(CheckLookup));
    }
}

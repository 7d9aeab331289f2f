using Smash64.Kaillera.AspNetCore.Callers;
using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

/// <summary>A host that nobody reaches directly is tried through Autopunch's relay, for those who want that.</summary>
public sealed class CheckDeskRelayTests
{
    private static readonly P2PPathEvidence Heard = new(P2PPathKind.Autopunch) { EndPoint = Host, IsPunched = true };
    private static readonly P2PPathEvidence Unknown = new(P2PPathKind.Autopunch) { Failure = P2PPathFailure.UnknownHost };

    [Theory]
    [InlineData(P2PProbeStatus.NoResponse)]
    [InlineData(P2PProbeStatus.PortClosed)]
    public async Task Start_NobodyAnswersDirectly_IsTriedThroughTheRelay(P2PProbeStatus directly)
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna);
        var direct = await desk.Probe.NextCallAsync();
        direct.Options.Path.Should().BeNull();
        direct.Find(directly);

        var relayed = await desk.Probe.NextCallAsync();
        relayed.Find(Found(P2PProbeStatus.Responding, Heard));

        relayed.Options.Path!.Kind.Should().Be(P2PPathKind.Autopunch);
        var outcome = await ticket.EndAsync();
        (outcome.IsReachable, outcome.Result!.Path!.Kind, outcome.OtherWay!.Status).Should().Be((true, P2PPathKind.Autopunch, directly));
    }

    [Fact]
    public async Task Start_RelayKnowsNobody_KeepsTheDirectVerdict()
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.PortClosed);

        (await desk.Probe.NextCallAsync()).Find(Found(P2PProbeStatus.NoResponse, Unknown));

        var outcome = await ticket.EndAsync();
        (outcome.Result!.Status, outcome.OtherWay!.Path).Should().Be((P2PProbeStatus.PortClosed, Unknown));
    }

    [Theory]
    [InlineData(P2PProbeStatus.Responding)]
    [InlineData(P2PProbeStatus.Busy)]
    [InlineData(P2PProbeStatus.NotAP2PHost)]
    public async Task Start_SomebodyAnswersDirectly_AsksNoRelay(P2PProbeStatus status)
    {
        using var desk = WithRelay();
        using var ticket = await desk.FinishAsync(Anna, status);

        desk.Probe.CallCount.Should().Be(1);
    }

    [Fact]
    public async Task StartDirect_NobodyAnswers_AsksNoRelay()
    {
        using var desk = WithRelay();
        using var ticket = desk.StartDirect(Anna);

        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);

        (await ticket.EndAsync()).OtherWay.Should().BeNull();
        desk.Probe.CallCount.Should().Be(1, "the original's contract knows no other way");
    }

    [Fact]
    public async Task Start_RequestTooSmallForALogin_AsksNoRelay()
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna, requestSize: 100);

        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);

        (await ticket.EndAsync()).OtherWay.Should().BeNull();
    }

    [Fact]
    public async Task StartDirect_AnotherWantsTheRelay_HearsTheDirectAnswerBeforeIt()
    {
        using var desk = WithRelay();
        using var full = desk.Start(Anna);
        using var direct = desk.StartDirect(Bert);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        var relayed = await desk.Probe.NextCallAsync();

        var heard = await direct.Check.Direct.WaitAsync(Eventually.Patience);

        heard.IsReachable.Should().BeFalse();
        direct.IsShared.Should().BeTrue("one conversation with a host at a time");
        full.Check.Outcome.IsCompleted.Should().BeFalse();
        relayed.Find(Found(P2PProbeStatus.Responding, Heard));
        (await full.EndAsync()).IsReachable.Should().BeTrue();
    }

    [Fact]
    public async Task Start_WhileTheDirectWayIsAsked_AddsTheRelay()
    {
        using var desk = WithRelay();
        using var direct = desk.StartDirect(Anna);
        using var full = desk.Start(Bert);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);

        (await desk.Probe.NextCallAsync()).Find(Found(P2PProbeStatus.Responding, Heard));

        (await full.EndAsync()).IsReachable.Should().BeTrue();
    }

    [Fact]
    public async Task Start_AnotherWasToldNoDirectly_LooksAfreshToTryTheRelay()
    {
        using var desk = WithRelay();
        using var direct = desk.StartDirect(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        await direct.EndAsync();

        using var full = desk.Start(Bert);

        full.IsShared.Should().BeFalse("that check has not tried the relay");
    }

    [Fact]
    public async Task StartDirect_ReachableThroughTheRelayOnly_IsNotToldYes()
    {
        using var desk = WithRelay();
        using var full = await RelayedAsync(desk, Anna);

        using var other = desk.StartDirect(Bert);
        using var same = desk.StartDirect(Anna);

        (await other.Check.Direct).IsReachable.Should().BeFalse();
        same.IsShared.Should().BeFalse("he was told of no direct way, and looks afresh");
    }

    [Fact]
    public async Task Start_ReachableThroughTheRelay_SharesThat()
    {
        using var desk = WithRelay();
        using var first = await RelayedAsync(desk, Anna);

        using var second = desk.Start(Bert);
        using var again = desk.Start(Anna);

        (second.IsShared, again.IsShared).Should().Be((true, true));
    }

    [Fact]
    public async Task Leave_WhileTheRelayIsAsked_StopsThat()
    {
        using var desk = WithRelay();
        var ticket = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        var relayed = await desk.Probe.NextCallAsync();

        ticket.Dispose();

        await relayed.WaitUntilStoppedAsync();
        await ticket.EndAnyhowAsync();
        ticket.Check.Outcome.IsCanceled.Should().BeTrue();
    }

    [Fact]
    public async Task Start_RelayTakesTooLong_EndsWithTheDirectAnswer()
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.PortClosed);
        await desk.Probe.NextCallAsync();

        desk.Time.Advance(new KailleraApiOptions().RequestTimeout + TimeSpan.FromSeconds(14));

        (await ticket.EndAsync()).Result!.Status.Should().Be(P2PProbeStatus.PortClosed);
    }

    [Fact]
    public async Task Start_RelayCanNotBeAsked_EndsWithTheDirectAnswerAndAWordInTheLog()
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);

        (await desk.Probe.NextCallAsync()).Fail(new SocketException((int)SocketError.NetworkUnreachable));

        (await ticket.EndAsync()).Result!.Status.Should().Be(P2PProbeStatus.NoResponse);
        desk.Log.Entries.Should().Contain(entry => entry.Id == 3006);
    }

    [Fact]
    public async Task Start_ServiceSendsAsMuchAsItMay_DoesWithoutTheRelay()
    {
        using var desk = WithRelay(static options => options.Limits.MaxDatagramsPerSecond = ServiceLimits.DatagramsPerCheck);
        using var ticket = desk.Start(Anna);

        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);

        (await ticket.EndAsync()).OtherWay.Should().BeNull();
    }

    [Fact]
    public async Task Progress_ThroughTheRelay_CountsOn()
    {
        using var desk = WithRelay();
        using var ticket = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        var relayed = await desk.Probe.NextCallAsync();

        relayed.Report(P2PProbeStage.Answered, sent: 3, received: 1);

        ticket
            .Check.ReadProgress(0)
            .News.Should()
            .ContainSingle()
            .Which.Should()
            .Be(
                new P2PProbeProgress(P2PProbeStage.Answered, TimeSpan.FromMilliseconds(42 + 30), 2 + 3, 1),
                "the direct way sent two in 42 ms"
            );
        relayed.Find(Found(P2PProbeStatus.Responding, Heard));
    }

    private static Desk WithRelay(Action<KailleraApiOptions>? configure = null) =>
        new(options =>
        {
            options.Autopunch.Relay = "203.0.113.99";
            configure?.Invoke(options);
        });

    private static P2PProbeResult Found(P2PProbeStatus status, P2PPathEvidence path) =>
        new(Host, status) { Path = path, RoundTripTime = status == P2PProbeStatus.Responding ? TimeSpan.FromMilliseconds(30) : null };

    private static async Task<CheckTicket> RelayedAsync(Desk desk, Caller caller)
    {
        var ticket = desk.Start(caller);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.NoResponse);
        (await desk.Probe.NextCallAsync()).Find(Found(P2PProbeStatus.Responding, Heard));
        await ticket.EndAsync();
        return ticket;
    }
}

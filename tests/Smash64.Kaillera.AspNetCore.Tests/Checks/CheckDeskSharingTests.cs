using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class CheckDeskSharingTests
{
    private const int Tiny = (P2PProbeOptions.MinBytes / 3) - 1;

    private static readonly TimeSpan ShareTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Start_HostBeingChecked_SharesTheOneCheck()
    {
        using var desk = new Desk();
        using var first = desk.Start(Anna);
        using var second = desk.Start(Bert);

        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        (await second.EndAsync()).Should().BeSameAs(await first.EndAsync());
        desk.Probe.CallCount.Should().Be(1, "the host is logged in to once");
        first.IsShared.Should().BeFalse("he started it");
        second.IsShared.Should().BeTrue("somebody else started it");
    }

    [Fact]
    public void Start_AnotherPortOfTheHost_IsACheckOfItsOwn()
    {
        using var desk = new Desk();
        using var first = desk.Start(Anna);
        using var second = desk.Start(Anna, new IPEndPoint(Host.Address, Host.Port + 1));

        second.Check.Should().NotBeSameAs(first.Check);
    }

    [Theory]
    [InlineData(P2PProbeStatus.Responding)]
    [InlineData(P2PProbeStatus.NoResponse)]
    public async Task Start_AnothersCheckJustEnded_SharesItsResult(P2PProbeStatus status)
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, status);
        desk.Time.Advance(ShareTime - Moment);

        using var second = desk.Start(Bert);

        second.IsShared.Should().BeTrue();
        (await second.EndAsync()).Result!.Status.Should().Be(status);
    }

    [Fact]
    public async Task Start_AnothersCheckEndedTooLongAgo_LooksAfresh()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);
        desk.Time.Advance(ShareTime);

        using var second = desk.Start(Bert);

        second.IsShared.Should().BeFalse();
    }

    [Fact]
    public async Task Start_SharingIsOff_StillSharesWhatIsUnderWayOnly()
    {
        using var desk = new Desk(options => options.Limits.ShareResultsFor = TimeSpan.Zero);
        using var first = desk.Start(Anna);
        using var meanwhile = desk.Start(Bert);
        (await desk.Probe.NextCallAsync()).Find(P2PProbeStatus.Responding);
        await first.EndAsync();

        using var afterwards = desk.Start(Bert);

        meanwhile.IsShared.Should().BeTrue();
        afterwards.IsShared.Should().BeFalse();
    }

    [Fact]
    public async Task Start_SameCallerWasToldYes_SharesHisOwnResult()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);

        using var again = desk.Start(Anna);

        again.IsShared.Should().BeTrue();
    }

    [Fact]
    public async Task Start_SameCallerWasToldNo_LooksAfresh()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.NoResponse);

        using var again = desk.Start(Anna);

        again.IsShared.Should().BeFalse("whoever asks again has changed something");
    }

    [Fact]
    public async Task Start_CallerWasToldNoByASharedResult_LooksAfresh()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.NoResponse);
        using var shared = desk.Start(Bert);

        using var again = desk.Start(Bert);

        shared.IsShared.Should().BeTrue();
        again.IsShared.Should().BeFalse("he too was told no");
    }

    [Fact]
    public async Task Start_NewerCheckOfTheHost_IsTheOneThatIsShared()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.NoResponse);
        using var second = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);
        desk.Time.Advance(Moment);

        using var other = desk.Start(Bert);

        other.Check.Should().BeSameAs(second.Check);
    }

    [Fact]
    public async Task Start_OlderCheckIsForgotten_KeepsTheNewerOne()
    {
        using var desk = new Desk();
        using var first = await desk.FinishAsync(Anna, P2PProbeStatus.NoResponse);
        desk.Time.Advance(ShareTime - Moment);
        using var second = await desk.FinishAsync(Anna, P2PProbeStatus.Responding);
        desk.Time.Advance(Moment); // the first one's time is over

        using var other = desk.Start(Bert);

        other.Check.Should().BeSameAs(second.Check);
    }

    [Fact]
    public async Task Start_MachineCouldNotSend_SharesThatToo()
    {
        using var desk = new Desk();
        using var first = desk.Start(Anna);
        (await desk.Probe.NextCallAsync()).Fail(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NetworkUnreachable));
        await first.EndAsync();

        using var second = desk.Start(Bert);

        (await second.EndAsync()).Fault.Should().Be(System.Net.Sockets.SocketError.NetworkUnreachable);
        second.IsShared.Should().BeTrue();
    }

    [Fact]
    public void Start_TinyRequestIsChecking_IsNotSharedWithAFullOne()
    {
        using var desk = new Desk();
        using var tiny = desk.Start(Anna, requestSize: Tiny);

        using var full = desk.Start(Bert);

        full.IsShared.Should().BeFalse("knocks alone would tell him that a host of the first generation is silent");
    }

    [Fact]
    public void Start_FullRequestIsChecking_IsSharedWithATinyOne()
    {
        using var desk = new Desk();
        using var full = desk.Start(Anna);

        using var tiny = desk.Start(Bert, requestSize: Tiny);

        tiny.IsShared.Should().BeTrue("it costs nothing");
    }
}

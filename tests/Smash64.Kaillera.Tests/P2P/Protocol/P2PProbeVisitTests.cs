namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>What a probing conversation does once it has a seat: its greeting, and leaving, early too.</summary>
public sealed class P2PProbeVisitTests
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };

    [Fact]
    public void Greeting_Heard_IsSaidOnceInOneDatagramAndConfirmed()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["one", "two"] };
        var probe = new ProbeDriver(options).Advance(40).Receive(ProbeDriver.Accepted());

        ProbeDriver.Describe(probe.Sent[^1].Datagram).Should().Be("4:Ping 3:Chat 2:Chat 1:LoginAccepted 0:LoginRequest");
        probe.Advance(80).Receive(ProbeDriver.Datagram(1, P2PInstructionType.PingEcho, P2PPingToken.Make(4))).Finish();
        probe.Result.GreetingDelivered.Should().BeTrue();
        ProbeDriver.Describe(probe.Sent[^1].Datagram).Should().Be(ProbeDriver.ExitAfterFillers, "what the host has heard need not be said again");
    }

    [Fact]
    public void Greeting_EchoOfWhatWasNeverSaid_ConfirmsNothing()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["one"] };
        var probe = new ProbeDriver(options).Advance(40).Receive(ProbeDriver.Accepted());

        probe.Receive(ProbeDriver.Datagram(1, P2PInstructionType.PingEcho, P2PPingToken.Make(200))).Finish();

        probe.Result.GreetingDelivered.Should().BeFalse();
    }

    [Fact]
    public void Greeting_HostPings_IsEchoedOnce()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["one"] };
        var probe = new ProbeDriver(options).Advance(40).Receive(ProbeDriver.Accepted()).Advance(80);

        probe.Receive(ProbeDriver.Datagram(1, P2PInstructionType.Ping, new byte[128]));
        probe.Receive(ProbeDriver.Datagram(1, P2PInstructionType.Ping, new byte[128]));
        probe.Sent.Count(sent => ProbeDriver.Describe(sent.Datagram).Contains("PingEcho", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public void Greeting_SevenLongLines_FitIntoOneUnfragmentedDatagram()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [.. Enumerable.Repeat(new string('x', 128), 7)] };
        var probe = new ProbeDriver(options).Advance(1200);

        probe.Receive(ProbeDriver.Accepted());
        probe.Receive(ProbeDriver.Datagram(1, P2PInstructionType.Ping, new byte[254]));
        probe.Receive(ProbeDriver.Datagram(1, P2PInstructionType.Ping, new byte[128]));
        probe.Finish();
        probe.Sent.Max(sent => sent.Datagram.Length).Should().BeInRange(1100, P2PProtocol.MaxDatagramLength);
    }

    [Fact]
    public void Greeting_NeverConfirmed_IsInTheExitForAHostThatMissedIt()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["one", "two"] };
        var probe = new ProbeDriver(options).Advance(40).Receive(ProbeDriver.Accepted()).Finish();

        ProbeDriver.Describe(probe.Sent[^1].Datagram).Should().EndWith(" 5:FrameDelay 4:Ping 3:Chat 2:Chat 1:LoginAccepted");
        probe.Result.GreetingDelivered.Should().BeFalse();
    }

    [Fact]
    public void Greeting_Room_IsNotSaid()
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["one"] };
        var probe = new ProbeDriver(options).Advance(40).Receive(ProbeDriver.Accepted(extra: 12)).Finish();

        probe.Sent.Should().NotContain(sent => ProbeDriver.Describe(sent.Datagram).Contains("Chat", StringComparison.Ordinal));
        probe.Result.GreetingDelivered.Should().BeFalse();
    }

    [Fact]
    public void Stop_BeforeAnyLogin_EndsAtOnce()
    {
        new ProbeDriver().Advance(100).Stop().Conversation.IsFinished.Should().BeTrue();
    }

    [Fact]
    public void Stop_LoginUnanswered_ListensASecondAndSendsNothing()
    {
        var probe = new ProbeDriver(Identify).Advance(50);
        var sent = probe.Sent.Count;

        probe.Stop().Advance(999);
        probe.Conversation.IsFinished.Should().BeFalse();
        probe.Finish();
        probe.Sent.Should().HaveCount(sent);
        probe.Conversation.IsFinished.Should().BeTrue();
    }

    [Fact]
    public void Stop_LoginIsAnsweredLater_LeavesTheHost()
    {
        var probe = new ProbeDriver(Identify).Advance(50).Stop().Advance(400).Receive(ProbeDriver.Accepted()).Finish();

        probe.Sent.Count(sent => ProbeDriver.Describe(sent.Datagram) == ProbeDriver.ExitAfterFillers).Should().Be(P2PProbeSchedule.Exits);
    }

    [Fact]
    public void Stop_WhileSeated_LeavesWithinASecond()
    {
        var probe = new ProbeDriver(Identify).Advance(50).Receive(ProbeDriver.Accepted()).Advance(60).Stop().Advance(1060);

        probe.Conversation.IsFinished.Should().BeTrue();
        probe.Sent.Count(sent => ProbeDriver.Describe(sent.Datagram) == ProbeDriver.ExitAfterFillers).Should().Be(P2PProbeSchedule.Exits);
    }
}

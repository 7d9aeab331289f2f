namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PProbeConversationTests
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };
    private static readonly P2PProbeOptions Knock = new() { Mode = P2PProbeMode.Knock };

    [Fact]
    public void Quiet_KnockAnswered_IsRespondingAfterOneDatagram()
    {
        var probe = new ProbeDriver().Advance(80).Receive(P2PProtocol.KnockReply);

        probe.Conversation.IsFinished.Should().BeTrue();
        probe.Result.Status.Should().Be(P2PProbeStatus.Responding);
        probe.Result.RoundTripTime.Should().Be(TimeSpan.FromMilliseconds(80));
        probe.Sent.Should().ContainSingle().Which.Datagram.Should().Equal(P2PProtocol.Knock.ToArray());
    }

    [Fact]
    public void Quiet_Silence_LogsInAfter300Milliseconds()
    {
        var probe = new ProbeDriver().Advance(299);

        probe.Sent.Should().ContainSingle("a player sees nothing of a knock");
        probe.Advance(300);
        probe.Sent.Select(sent => ProbeDriver.Describe(sent.Datagram)).Should().Equal(".PINGRQ.", ".PINGRQ.", "0:LoginRequest");
    }

    [Fact]
    public void Identify_Start_KnocksAndLogsInAtOnce()
    {
        var probe = new ProbeDriver(Identify);

        probe.Sent.Select(sent => ProbeDriver.Describe(sent.Datagram)).Should().Equal(".PINGRQ.", "0:LoginRequest");
    }

    [Fact]
    public void Identify_Accepted_TellsTheNamesAndLeavesWithSerial14()
    {
        var probe = new ProbeDriver(Identify).Advance(50).Receive(ProbeDriver.Accepted("Kirby", "SSB64")).Finish();

        probe.Result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, HostName = "Kirby", Game = "SSB64", IsReachable = true });
        probe.Result.Elapsed.Should().Be(TimeSpan.FromMilliseconds(50));
        var exits = probe.Sent.SkipWhile(sent => !ProbeDriver.Describe(sent.Datagram).StartsWith("14:", StringComparison.Ordinal)).ToList();
        exits.Should().HaveCount(P2PProbeSchedule.Exits);
        exits.Select(sent => ProbeDriver.Describe(sent.Datagram)).Should().AllBe(ProbeDriver.ExitAfterFillers);
        exits[0].Milliseconds.Should().Be(300, "by then whatever was overtaken on the way has arrived");
    }

    [Fact]
    public void Identify_Silence_NeverGoesAboveSerial3AndSendsNoExit()
    {
        var probe = new ProbeDriver(Identify).Finish();

        var texts = probe.Sent.Select(sent => ProbeDriver.Describe(sent.Datagram)).Distinct(StringComparer.Ordinal).ToList();
        texts
            .Should()
            .BeEquivalentTo(
                ".PINGRQ.",
                "PING.",
                "0:LoginRequest",
                "1:Ping 0:LoginRequest",
                "2:Ping 1:Ping 0:LoginRequest",
                "3:Ping 2:Ping 1:Ping 0:LoginRequest"
            );
        probe.Result.Status.Should().Be(P2PProbeStatus.NoResponse);
        probe.Result.Elapsed.Should().Be(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void Identify_Silence_StopsAskingEarlyEnoughForTheAnswerToArrive()
    {
        var probe = new ProbeDriver(Identify).Finish();

        probe
            .Sent.Last(sent => ProbeDriver.Describe(sent.Datagram).EndsWith("LoginRequest", StringComparison.Ordinal))
            .Milliseconds.Should()
            .BeLessThanOrEqualTo(2500 * 0.66);
    }

    [Fact]
    public void Knock_Silence_SendsNothingButKnocks()
    {
        var probe = new ProbeDriver(Knock).Finish();

        probe.Sent.Should().OnlyContain(sent => ProbeDriver.Describe(sent.Datagram) == ".PINGRQ.");
        probe.Result.Status.Should().Be(P2PProbeStatus.NoResponse);
    }

    [Fact]
    public void Identify_KnockAnsweredButLoginIsNot_IsBusyAndSendsNoExit()
    {
        var probe = new ProbeDriver(Identify).Advance(30).Receive(P2PProtocol.KnockReply).Finish();

        probe.Result.Status.Should().Be(P2PProbeStatus.Busy);
        probe.Result.IsReachable.Should().BeTrue();
        probe.Sent.Should().NotContain(sent => ProbeDriver.Describe(sent.Datagram).Contains("Exit", StringComparison.Ordinal));
    }

    [Fact]
    public void Identify_RefusedAtOnce_IsFull()
    {
        var probe = new ProbeDriver(Identify).Advance(30).Receive(ProbeDriver.Datagram(0, P2PInstructionType.LoginRefused));

        probe.Conversation.IsFinished.Should().BeTrue("nobody gave a seat that would have to be left");
        probe.Result.Status.Should().Be(P2PProbeStatus.Full);
    }

    [Fact]
    public void Identify_RefusedLateAndThenAccepted_IsResponding()
    {
        // A room whose acceptance was lost throws the prober out after 1.2 s; the next login is a new visit.
        var probe = new ProbeDriver(Identify)
            .Advance(1250)
            .Receive(ProbeDriver.Datagram(1, P2PInstructionType.LoginRefused))
            .Advance(1400)
            .Receive(ProbeDriver.Accepted(extra: 12))
            .Finish();

        probe.Result.Status.Should().Be(P2PProbeStatus.Responding);
    }

    [Fact]
    public void Quiet_PortUnreachableOnce_IsNotBelievedYet()
    {
        var probe = new ProbeDriver().Advance(10).PortUnreachable();

        probe.Conversation.IsFinished.Should().BeFalse("a host that lost its peer reopens its socket");
        probe.Advance(120).Receive(P2PProtocol.KnockReply);
        probe.Result.Status.Should().Be(P2PProbeStatus.Responding);
    }

    [Fact]
    public void Quiet_PortUnreachableTwice_IsPortClosed()
    {
        var probe = new ProbeDriver().Advance(1).PortUnreachable().Advance(102).PortUnreachable();

        probe.Conversation.IsFinished.Should().BeTrue();
        probe.Result.Status.Should().Be(P2PProbeStatus.PortClosed);
        probe.Sent.Select(sent => sent.Milliseconds).Should().Equal(0, 101);
    }

    [Fact]
    public void Quiet_OneComplaintAndThenSilence_IsPortClosed()
    {
        new ProbeDriver().Advance(1).PortUnreachable().Finish().Result.Status.Should().Be(P2PProbeStatus.PortClosed, "routers limit their complaints");
    }

    [Theory]
    [InlineData("PONG\0", "the doorway of a Kaillera server")]
    [InlineData("HELLOD00D27889\0", "a server's answer to HELLO")]
    [InlineData("TOO\0", "a full server")]
    public void Quiet_KailleraServer_IsRecognised(string answer, string because)
    {
        var probe = new ProbeDriver().Advance(20).Receive(System.Text.Encoding.ASCII.GetBytes(answer));

        probe.Result.Status.Should().Be(P2PProbeStatus.NotAP2PHost, because);
        probe.Result.IsKailleraServer.Should().BeTrue();
        probe.Result.Reason.Should().Contain("Kaillera server");
    }

    [Fact]
    public void Identify_OwnDatagramReflected_IsNotAHost()
    {
        var probe = new ProbeDriver(Identify);
        foreach (var (_, datagram) in probe.Sent.ToList())
        {
            probe.Receive(datagram);
        }

        probe.Advance(500);
        probe.Receive(probe.Sent[^1].Datagram).Finish();
        probe.Result.Status.Should().Be(P2PProbeStatus.NotAP2PHost);
        probe.Sent.Should().NotContain(sent => ProbeDriver.Describe(sent.Datagram).Contains("Exit", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_UnreadableThenHost_IsResponding()
    {
        var probe = new ProbeDriver().Advance(20).Receive([0xFF, 0x01]).Receive([]).Receive(P2PProtocol.KnockReply);

        probe.Result.Status.Should().Be(P2PProbeStatus.Responding, "an unreadable datagram is noise and ends nothing");
    }

    [Fact]
    public void Identify_HostileNames_AreMadeHarmless()
    {
        var probe = new ProbeDriver(Identify).Receive(ProbeDriver.Accepted("\u001b[31mred", "a\r\nb")).Finish();

        probe.Result.HostName.Should().Be("\uFFFD[31mred");
        probe.Result.Game.Should().Be("a\uFFFD\uFFFDb");
    }

    [Fact]
    public void Identify_OnlyAnAlertLineCame_AsksForTheNames()
    {
        var probe = new ProbeDriver(Identify)
            .Advance(40)
            .Receive(ProbeDriver.Datagram(0, P2PInstructionType.Chat, 5, 0, 0, 0, (byte)'!', 0));

        ProbeDriver.Describe(probe.Sent[^1].Datagram).Should().Be("1:Ping 0:LoginRequest", "a PING makes the host repeat its last three");
        probe.Advance(90).Receive(ProbeDriver.Accepted("Late", "Game", serial: 1)).Finish();
        probe.Result.HostName.Should().Be("Late");
    }

    [Fact]
    public void RoundTripTime_LoginWasRepeated_IsSettledByAPing()
    {
        var probe = new ProbeDriver(Identify).Advance(150).Receive(ProbeDriver.Accepted());

        ProbeDriver.Describe(probe.Sent[^1].Datagram).Should().Be("1:Ping 0:LoginRequest", "the answer may be for either login");
        probe.Advance(190).Receive(ProbeDriver.Datagram(1, P2PInstructionType.PingEcho, P2PPingToken.Make(1))).Finish();
        probe.Result.RoundTripTime.Should().Be(TimeSpan.FromMilliseconds(40));
    }

    [Theory]
    [InlineData(200, 50)]
    [InlineData(1_000, 250)]
    [InlineData(2_500, 300)]
    [InlineData(20_000, 300)]
    public void Quiet_ShortTimeout_LogsInEarlyEnough(int timeout, int login)
    {
        var probe = new ProbeDriver(new P2PProbeOptions { Timeout = TimeSpan.FromMilliseconds(timeout) }).Finish();

        probe.Sent.First(sent => ProbeDriver.Describe(sent.Datagram) == "0:LoginRequest").Milliseconds.Should().Be(login);
    }

    [Fact]
    public void TryWrite_RunnerWasHeldUp_SendsEachQuestionOnce()
    {
        var probe = new ProbeDriver(Identify).Jump(1000);

        probe.Sent.Select(sent => ProbeDriver.Describe(sent.Datagram)).Skip(2).Should().HaveCount(3, "what was missed is not made up for");
    }

    [Fact]
    public void RoundTripTime_FirstKnockWasLost_IsSettledByOneMore()
    {
        var probe = new ProbeDriver(Knock).Advance(320).Receive(P2PProtocol.KnockReply);

        probe.Conversation.IsFinished.Should().BeFalse("the answer may be for either knock");
        probe.Advance(341).Receive(P2PProtocol.KnockReply);
        probe.Result.RoundTripTime.Should().Be(TimeSpan.FromMilliseconds(20));
        probe.Result.Elapsed.Should().Be(TimeSpan.FromMilliseconds(320));
    }

    [Fact]
    public void RoundTripTime_SlowLine_IsSettledByOneMore()
    {
        var probe = new ProbeDriver(Knock).Advance(320).Receive(P2PProtocol.KnockReply).Advance(620).Receive(P2PProtocol.KnockReply);

        probe.Result.RoundTripTime.Should().Be(TimeSpan.FromMilliseconds(320));
    }

    [Fact]
    public void Timeout_Short_IsKept()
    {
        var probe = new ProbeDriver(new P2PProbeOptions { Timeout = TimeSpan.FromMilliseconds(250) }).Finish();

        probe.Result.Elapsed.Should().Be(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void Timeout_Long_GoesOnAsking()
    {
        var probe = new ProbeDriver(new P2PProbeOptions { Timeout = TimeSpan.FromSeconds(10) }).Finish();

        probe.Sent.Max(sent => sent.Milliseconds).Should().BeGreaterThan(9_000);
    }
}

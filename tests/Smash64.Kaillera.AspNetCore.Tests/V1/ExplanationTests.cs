using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class ExplanationTests
{
    private static readonly IPEndPoint Target = new(IPAddress.Parse("9.9.9.9"), 27886);
    private static readonly Caller Owner = new(Target.Address);

    [Theory]
    [InlineData(CheckVerdict.Responding, "ShareWithTrust OpponentJoinsSecond OpponentPeerAddress RestartBoth AskCommunity")]
    [InlineData(CheckVerdict.Busy, "SomeoneConnected ShareWithTrust AskCommunity")]
    [InlineData(CheckVerdict.Full, "RoomFull AskCommunity")]
    [InlineData(CheckVerdict.PortClosed, "IsItHosted SameHostPort ForwardToThisComputer AskCommunity")]
    [InlineData(CheckVerdict.KailleraServer, "UseServerStatus SameHostPort")]
    [InlineData(CheckVerdict.OtherProgram, "OtherProgramOnPort SameHostPort AskCommunity")]
    [InlineData(CheckVerdict.NoResponse, "HostFirst SameHostPort ForwardUdp ForwardToThisComputer AllowInFirewall GameRunning AskCommunity")]
    [InlineData(CheckVerdict.NoRoute, "TryLater AskCommunity")]
    internal void Explain_Verdict_TellsTheNextStepsBestFirst(CheckVerdict verdict, string steps)
    {
        var result = Explain(Outcome(verdict), Owner);

        result.Verdict.Should().Be(verdict);
        result.IsReachable.Should().Be(verdict is CheckVerdict.Responding or CheckVerdict.Busy or CheckVerdict.Full);
        string.Join(' ', result.NextSteps.Select(step => step.Code)).Should().Be(steps);
    }

    [Theory]
    [InlineData(CheckVerdict.Responding, "Asked Answered LoginAnswered LeftClean")]
    [InlineData(CheckVerdict.Busy, "Asked Answered SeatTaken")]
    [InlineData(CheckVerdict.Full, "Asked Answered NoFreePlace")]
    [InlineData(CheckVerdict.PortClosed, "Asked Refused")]
    [InlineData(CheckVerdict.KailleraServer, "Asked ServerAnswered")]
    [InlineData(CheckVerdict.OtherProgram, "Asked OtherAnswer")]
    [InlineData(CheckVerdict.NoResponse, "Asked NothingCameBack")]
    [InlineData(CheckVerdict.NoRoute, "CouldNotAsk")]
    internal void Explain_Verdict_TellsWhatItRestsOn(CheckVerdict verdict, string evidence) =>
        string.Join(' ', Explain(Outcome(verdict), Owner).Evidence.Select(found => found.Code)).Should().Be(evidence);

    [Fact]
    public void Explain_AnyVerdict_SaysEverythingInSentences()
    {
        foreach (var verdict in Enum.GetValues<CheckVerdict>().Where(verdict => verdict != CheckVerdict.Unknown))
        {
            var result = Explain(Outcome(verdict), new Caller(IPAddress.Parse("8.8.8.8")));

            result.Summary.Should().Contain("9.9.9.9").And.EndWith(".");
            result.Evidence.Should().OnlyContain(found => found.Text.Length > 10 && found.Text.EndsWith('.'));
            result.NextSteps.Should().OnlyContain(step => step.Text.Length > 10).And.OnlyHaveUniqueItems(step => step.Code);
        }
    }

    [Theory]
    [InlineData(CheckVerdict.NoResponse, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(CheckVerdict.PortClosed, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(CheckVerdict.NoRoute, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(CheckVerdict.Responding, "8.8.8.8", false, "it works")]
    [InlineData(CheckVerdict.Busy, "8.8.8.8", false, "it works")]
    [InlineData(CheckVerdict.NoResponse, "9.9.9.9", false, "it is his own")]
    [InlineData(CheckVerdict.NoResponse, "192.168.1.20", false, "in a LAN the two differ always")]
    [InlineData(CheckVerdict.NoResponse, "2001:db8::1", false, "there is nothing to compare")]
    [InlineData(CheckVerdict.NoResponse, null, false, "there is nothing to compare")]
    internal void Explain_AddressIsNotTheCallers_IsTheFirstThingToLookAt(CheckVerdict verdict, string? caller, bool isTold, string because)
    {
        var steps = Explain(Outcome(verdict), new Caller(caller is null ? null : IPAddress.Parse(caller))).NextSteps;

        (steps[0].Code == NextStepCode.AddressDiffers).Should().Be(isTold, because);
        steps.Skip(1).Should().NotContain(step => step.Code == NextStepCode.AddressDiffers);
        if (isTold)
        {
            steps[0].Text.Should().Contain("8.8.8.8").And.Contain("9.9.9.9");
        }
    }

    [Fact]
    public void Explain_NoCommunity_SendsNobodyThere()
    {
        var options = new KailleraApiOptions();
        options.Links.Community = null;

        var result = new Explanation(options).Explain(Outcome(CheckVerdict.NoResponse), Target, Owner);

        result.NextSteps.Should().NotContain(step => step.Code == NextStepCode.AskCommunity);
    }

    [Fact]
    public void Explain_Greeted_IsEvidence()
    {
        var outcome = new HostCheckOutcome(Found(P2PProbeStatus.Responding) with { GreetingDelivered = true }, Fault: null);

        Explain(outcome, Owner).Evidence.Should().ContainSingle(found => found.Code == EvidenceCode.Greeted);
    }

    [Fact]
    public void Explain_Figures_AreThoseOfTheProbe()
    {
        var found = Found(P2PProbeStatus.Responding) with { HostName = "", Game = null };

        var result = Explain(new HostCheckOutcome(found, Fault: null), Owner);

        (result.RoundTripMs, result.ElapsedMs, result.User, result.Game).Should().Be((42.1, 45.2, "", null));
        (result.DatagramsSent, result.DatagramsReceived, result.BytesSent).Should().Be((14, 2, 1034));
        result.Evidence[1].Text.Should().Be("An answer came back after 42.1 ms.");
    }

    [Fact]
    public void Explain_Silence_TellsHowOftenAndHowLongWasAsked()
    {
        var found = new P2PProbeResult(Target, P2PProbeStatus.NoResponse) { DatagramsSent = 7, Elapsed = TimeSpan.FromSeconds(2.5) };

        var result = Explain(new HostCheckOutcome(found, Fault: null), Owner);

        result.Evidence[0].Text.Should().Be("We asked 9.9.9.9:27886 from self-hosted 7 times in 2.5 s.");
        result.RoundTripMs.Should().BeNull();
    }

    [Fact]
    public void Explain_NextStep_NamesAddressAndPort()
    {
        Explain(Outcome(CheckVerdict.Responding), Owner).NextSteps.Should().ContainSingle(step => step.Code == NextStepCode.OpponentPeerAddress)
            .Which.Text.Should().Contain("9.9.9.9:27886");
        Explain(Outcome(CheckVerdict.NoResponse), Owner).NextSteps.Should().ContainSingle(step => step.Code == NextStepCode.ForwardUdp)
            .Which.Text.Should().Contain("27886");
    }

    private static CheckResult Explain(HostCheckOutcome outcome, Caller caller) => new Explanation(new KailleraApiOptions()).Explain(outcome, Target, caller);

    private static HostCheckOutcome Outcome(CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.NoRoute => new(Result: null, SocketError.NetworkUnreachable),
            CheckVerdict.KailleraServer => new(Silent(P2PProbeStatus.NotAP2PHost) with { IsKailleraServer = true }, Fault: null),
            CheckVerdict.OtherProgram => new(Silent(P2PProbeStatus.NotAP2PHost), Fault: null),
            CheckVerdict.Responding => new(Found(P2PProbeStatus.Responding), Fault: null),
            CheckVerdict.Busy or CheckVerdict.Full => new(
                Found(Enum.Parse<P2PProbeStatus>(verdict.ToString())) with
                {
                    HostName = null,
                    Game = null,
                },
                Fault: null
            ),
            _ => new(Silent(Enum.Parse<P2PProbeStatus>(verdict.ToString())), Fault: null),
        };

    private static P2PProbeResult Silent(P2PProbeStatus status) => new(Target, status) { DatagramsSent = 2, Elapsed = TimeSpan.FromSeconds(1) };

    private static P2PProbeResult Found(P2PProbeStatus status) =>
        new(Target, status)
        {
            RoundTripTime = TimeSpan.FromMilliseconds(42.12),
            Elapsed = TimeSpan.FromMilliseconds(45.16),
            HostName = "Ness",
            Game = "SMASH BROTHERS",
            DatagramsSent = 14,
            DatagramsReceived = 2,
            BytesSent = 1034,
        };
}

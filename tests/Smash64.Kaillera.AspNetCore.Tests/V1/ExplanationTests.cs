using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class ExplanationTests
{
    private static readonly IPEndPoint Target = new(IPAddress.Parse("9.9.9.9"), 27886);
    private static readonly Caller Owner = new(Target.Address);

    [Theory]
    [InlineData(KailleraCheckVerdict.Responding, "ShareWithTrust OpponentJoinsSecond OpponentPeerAddress RestartBoth AskCommunity")]
    [InlineData(KailleraCheckVerdict.Busy, "SomeoneConnected ShareWithTrust AskCommunity")]
    [InlineData(KailleraCheckVerdict.Full, "RoomFull AskCommunity")]
    [InlineData(KailleraCheckVerdict.PortClosed, "IsItHosted SameHostPort ForwardToThisComputer AskCommunity")]
    [InlineData(KailleraCheckVerdict.KailleraServer, "UseServerStatus SameHostPort")]
    [InlineData(KailleraCheckVerdict.OtherProgram, "OtherProgramOnPort SameHostPort AskCommunity")]
    [InlineData(
        KailleraCheckVerdict.NoResponse,
        "HostFirst SameHostPort ForwardUdp ForwardToThisComputer AllowInFirewall GameRunning AskCommunity"
    )]
    [InlineData(KailleraCheckVerdict.NoRoute, "TryLater AskCommunity")]
    internal void Explain_Verdict_TellsTheNextStepsBestFirst(KailleraCheckVerdict verdict, string steps)
    {
        var result = Explain(Outcome(verdict), Owner);

        result.Verdict.Should().Be(verdict);
        result
            .IsReachable.Should()
            .Be(verdict is KailleraCheckVerdict.Responding or KailleraCheckVerdict.Busy or KailleraCheckVerdict.Full);
        string.Join(' ', result.NextSteps.Select(step => step.Code)).Should().Be(steps);
    }

    [Theory]
    [InlineData(KailleraCheckVerdict.Responding, "Asked Answered LoginAnswered LeftClean")]
    [InlineData(KailleraCheckVerdict.Busy, "Asked Answered SeatTaken")]
    [InlineData(KailleraCheckVerdict.Full, "Asked Answered NoFreePlace")]
    [InlineData(KailleraCheckVerdict.PortClosed, "Asked Refused")]
    [InlineData(KailleraCheckVerdict.KailleraServer, "Asked ServerAnswered")]
    [InlineData(KailleraCheckVerdict.OtherProgram, "Asked OtherAnswer")]
    [InlineData(KailleraCheckVerdict.NoResponse, "Asked NothingCameBack")]
    [InlineData(KailleraCheckVerdict.NoRoute, "CouldNotAsk")]
    internal void Explain_Verdict_TellsWhatItRestsOn(KailleraCheckVerdict verdict, string evidence) =>
        string.Join(' ', Explain(Outcome(verdict), Owner).Evidence.Select(found => found.Code)).Should().Be(evidence);

    [Fact]
    public void Explain_AnyVerdict_SaysEverythingInSentences()
    {
        foreach (
            var verdict in Enum.GetValues<KailleraCheckVerdict>()
                .Where(verdict => verdict is > KailleraCheckVerdict.Unknown and <= KailleraCheckVerdict.NoRoute)
        )
        {
            var result = Explain(Outcome(verdict), new Caller(IPAddress.Parse("8.8.8.8")));

            result.Summary.Should().Contain("9.9.9.9").And.EndWith(".");
            result.Evidence.Should().OnlyContain(found => found.Text.Length > 10 && found.Text.EndsWith('.'));
            result.NextSteps.Should().OnlyContain(step => step.Text.Length > 10).And.OnlyHaveUniqueItems(step => step.Code);
        }
    }

    [Theory]
    [InlineData(KailleraCheckVerdict.NoResponse, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(KailleraCheckVerdict.PortClosed, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(KailleraCheckVerdict.NoRoute, "8.8.8.8", true, "he may have an old address, or a VPN")]
    [InlineData(KailleraCheckVerdict.Responding, "8.8.8.8", false, "it works")]
    [InlineData(KailleraCheckVerdict.Busy, "8.8.8.8", false, "it works")]
    [InlineData(KailleraCheckVerdict.NoResponse, "9.9.9.9", false, "it is his own")]
    [InlineData(KailleraCheckVerdict.NoResponse, "192.168.1.20", false, "in a LAN the two differ always")]
    [InlineData(KailleraCheckVerdict.NoResponse, "2001:db8::1", false, "there is nothing to compare")]
    [InlineData(KailleraCheckVerdict.NoResponse, null, false, "there is nothing to compare")]
    internal void Explain_AddressIsNotTheCallers_IsTheFirstThingToLookAt(
        KailleraCheckVerdict verdict,
        string? caller,
        bool isTold,
        string because
    )
    {
        var steps = Explain(Outcome(verdict), new Caller(caller is null ? null : IPAddress.Parse(caller))).NextSteps;

        (steps[0].Code == KailleraNextStepCode.AddressDiffers).Should().Be(isTold, because);
        steps.Skip(1).Should().NotContain(step => step.Code == KailleraNextStepCode.AddressDiffers);
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

        var result = new Explanation(options).Explain(Outcome(KailleraCheckVerdict.NoResponse), Target, Owner);

        result.NextSteps.Should().NotContain(step => step.Code == KailleraNextStepCode.AskCommunity);
    }

    [Fact]
    public void Explain_Greeted_IsEvidence()
    {
        var outcome = new HostCheckOutcome(Found(P2PProbeStatus.Responding) with { GreetingDelivered = true }, Fault: null);

        Explain(outcome, Owner).Evidence.Should().ContainSingle(found => found.Code == KailleraEvidenceCode.Greeted);
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
        Explain(Outcome(KailleraCheckVerdict.Responding), Owner)
            .NextSteps.Should()
            .ContainSingle(step => step.Code == KailleraNextStepCode.OpponentPeerAddress)
            .Which.Text.Should()
            .Contain("9.9.9.9:27886");
        Explain(Outcome(KailleraCheckVerdict.NoResponse), Owner)
            .NextSteps.Should()
            .ContainSingle(step => step.Code == KailleraNextStepCode.ForwardUdp)
            .Which.Text.Should()
            .Contain("27886");
    }

    private static CheckResult Explain(HostCheckOutcome outcome, Caller caller) =>
        new Explanation(new KailleraApiOptions()).Explain(outcome, Target, caller);

    private static HostCheckOutcome Outcome(KailleraCheckVerdict verdict) =>
        verdict switch
        {
            KailleraCheckVerdict.NoRoute => new(Result: null, SocketError.NetworkUnreachable),
            KailleraCheckVerdict.KailleraServer => new(Silent(P2PProbeStatus.NotAP2PHost) with { IsKailleraServer = true }, Fault: null),
            KailleraCheckVerdict.OtherProgram => new(Silent(P2PProbeStatus.NotAP2PHost), Fault: null),
            KailleraCheckVerdict.Responding => new(Found(P2PProbeStatus.Responding), Fault: null),
            KailleraCheckVerdict.Busy or KailleraCheckVerdict.Full => new(
                Found(Enum.Parse<P2PProbeStatus>(verdict.ToString())) with
                {
                    HostName = null,
                    Game = null,
                },
                Fault: null
            ),
            _ => new(Silent(Enum.Parse<P2PProbeStatus>(verdict.ToString())), Fault: null),
        };

    private static P2PProbeResult Silent(P2PProbeStatus status) =>
        new(Target, status) { DatagramsSent = 2, Elapsed = TimeSpan.FromSeconds(1) };

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

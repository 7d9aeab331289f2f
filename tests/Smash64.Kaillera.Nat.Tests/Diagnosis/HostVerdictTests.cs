using Smash64.Kaillera.Api;
using Smash64.Kaillera.Nat.Diagnosis;
using static Smash64.Kaillera.Api.KailleraCheckVerdict;
using static Smash64.Kaillera.Nat.GatewayProtocol;
using static Smash64.Kaillera.Nat.HostConclusion;

namespace Smash64.Kaillera.Nat.Tests.Diagnosis;

/// <summary>From what was found to the one conclusion.</summary>
public sealed class HostVerdictTests
{
    private const bool Yes = true;
    private const bool No = false;

    private static readonly Situation Home = Situation.AllWell;
    private static readonly Situation Silent = Home.Internet(NoResponse);
    private static readonly Situation SilentUnmapped = Silent.Mapping(null);
    private static readonly PortMappingEntry ToOther = Situation.EntryTo("192.168.1.99");
    private static readonly PortMappingEntry ForTcp = Situation.EntryTo("192.168.1.20", protocol: ProtocolType.Tcp);

    /// <summary>Each line: the situation in words, what was found, the conclusion, whether opponents reach the host.</summary>
    private static readonly IReadOnlyList<(string Name, Situation Situation, HostConclusion Conclusion, bool? IsReachable)> Situations =
    [
        // Somebody far away was answered.
        ("all is well", Home, Reachable, Yes),
        ("somebody is connected already", Home.Internet(Busy), Reachable, Yes),
        ("the room is full", Home.Internet(Full), Reachable, Yes),
        ("a rule by hand, which UPnP does not show", Home.Mapping(null), Reachable, Yes),
        ("a router without any protocol, forwarded by hand", Home.Speaks(), Reachable, Yes),
        ("two routers, both forwarded", Home.External("192.168.178.20"), Reachable, Yes),
        ("a carrier's address that is let through", Home.External("100.64.7.7"), Reachable, Yes),
        ("a VPN that lets in", Home.Vpn(), Reachable, Yes),
        ("an older client, which leaves knocks alone", Home.Loopback(P2PProbeStatus.NoResponse), Reachable, Yes),
        ("the system tells no listeners", Home.ProgramUnread(), Reachable, Yes),
        ("the router was too slow", Home.RouterUnread(), Reachable, Yes),
        (
            "a rule that leads to the port on which is hosted",
            Home.NotHosting(otherHost: 30000).Mapping(Situation.EntryTo("192.168.1.20", port: 30000)),
            Reachable,
            Yes
        ),
        ("another computer at home answers, as the rule says", Home.Mapping(ToOther), MappingToAnotherComputer, No),
        ("another computer at home answers, and nothing is hosted here", Home.NotHosting().Mapping(ToOther), MappingToAnotherComputer, No),
        ("somebody answers, and nothing is hosted here", Home.NotHosting().Mapping(null), NotHosting, No),
        // The program.
        ("nothing is hosted", Silent.NotHosting(), NotHosting, No),
        ("nothing is hosted, and nobody online", Home.NotHosting().Offline(), NotHosting, No),
        ("nothing is hosted, and no mapping either", SilentUnmapped.NotHosting(), NotHosting, No),
        ("nothing is hosted, behind a carrier's NAT", Silent.NotHosting().External("100.64.7.7"), NotHosting, No),
        ("nothing is hosted, and the line is down", Home.NotHosting().External(null).LineDown(), NotHosting, No),
        (
            "the system tells no listeners, and the port is closed",
            Silent.ProgramUnread().Loopback(P2PProbeStatus.PortClosed),
            NotHosting,
            No
        ),
        ("hosted on another port", Silent.NotHosting(otherHost: 27887), HostingOnAnotherPort, No),
        ("hosted on another port, offline", Home.NotHosting(otherHost: 27887).Offline(), HostingOnAnotherPort, No),
        ("another program has the port", Silent.Loopback(P2PProbeStatus.NotAP2PHost), NotHosting, No),
        ("it answers no login", Silent.Loopback(P2PProbeStatus.NoResponse, mayLogIn: true), NotHosting, No),
        ("bound to 127.0.0.1", Silent.Program(Binding.Loopback), BoundToOneAddress, No),
        ("bound to 127.0.0.1, no mapping", SilentUnmapped.Program(Binding.Loopback), BoundToOneAddress, No),
        ("bound to 127.0.0.1, offline", Home.Program(Binding.Loopback).Offline(), BoundToOneAddress, No),
        ("bound to a VPN's address", Silent.Program(Binding.OtherAddress), BoundToOneAddress, No),
        ("bound to the address that leads out", Silent.Program(Binding.LocalAddress), FirewallLikely, No),
        // The way out.
        ("no default route", Home.NoRoute().LineDown(), NoInternet, No),
        ("no default route, offline", Home.NoRoute().Offline(), NoInternet, No),
        ("the line is down, and the router has no address", Home.External(null).LineDown(), NoInternet, No),
        ("no name is found, and the router has no address", Home.External(null).SeenAs(null).ServiceDown(), NoInternet, No),
        ("the services are down, but the router has its address", Home.SeenAs(null).ServiceDown(), HostConclusion.Unknown, null),
        (
            "the service is down, but STUN answers",
            Home.External(null).SeenAs(null, byStun: "100.200.0.2").ServiceDown(),
            HostConclusion.Unknown,
            null
        ),
        ("a VPN carries the game", Silent.Vpn().SeenAs("100.201.9.9"), HostConclusion.Unknown, No),
        ("a VPN carries the game, and there is no mapping", SilentUnmapped.Vpn(), HostConclusion.Unknown, No),
        // More than one NAT.
        ("two routers", SilentUnmapped.External("192.168.178.20"), DoubleNat, No),
        ("two routers, the inner one mapped", Silent.External("10.0.0.5"), DoubleNat, No),
        ("two routers, the inner rule leads elsewhere", Silent.External("10.0.0.5").Mapping(ToOther), DoubleNat, No),
        ("two routers, offline", Home.External("172.16.4.4").Offline(), DoubleNat, null),
        ("a carrier's NAT", SilentUnmapped.External("100.64.7.7"), CarrierNat, No),
        ("a carrier's NAT, mapped", Silent.External("100.127.255.254"), CarrierNat, No),
        ("a carrier's NAT, offline", Home.External("100.64.7.7").Offline(), CarrierNat, null),
        ("a carrier's NAT by NAT-PMP alone", Silent.External("100.64.7.7").Speaks(NatPmp), CarrierNat, No),
        ("a public address that the internet does not see", Silent.SeenAs("100.201.9.9"), CarrierNat, No),
        ("the service sees a proxy, STUN the router", Silent.SeenAs("100.201.9.9", byStun: "100.200.0.2"), FirewallLikely, No),
        ("a modem with a carrier's address, no router", Silent.LocalAddress("100.70.1.2"), CarrierNat, No),
        (
            "a router that tells no address, another one behind it",
            SilentUnmapped.Beyond(BeyondRouter.Router, "192.168.178.1"),
            DoubleNat,
            No
        ),
        ("a router that tells no address, somebody silent behind it", SilentUnmapped.Beyond(BeyondRouter.Router), DoubleNat, No),
        (
            "a router that tells no address, the carrier behind it",
            SilentUnmapped.Speaks().Beyond(BeyondRouter.Carrier, "100.64.7.1"),
            CarrierNat,
            No
        ),
        ("a router that tells no address, and has the public one", SilentUnmapped.Beyond(BeyondRouter.Nothing), NoMapping, No),
        // The mapping.
        ("no mapping", SilentUnmapped, NoMapping, No),
        ("no mapping, the port is closed", SilentUnmapped.Internet(PortClosed), NoMapping, No),
        ("no mapping, offline", Home.Mapping(null).Offline(), NoMapping, null),
        ("no mapping, and no service to ask", Home.Mapping(null).NoService(), NoMapping, null),
        ("no mapping, and the service refuses", Home.Mapping(null).ServiceRefuses(), NoMapping, null),
        ("no mapping, an older client", SilentUnmapped.Loopback(P2PProbeStatus.NoResponse), NoMapping, No),
        ("a mapping that is switched off", Silent.Mapping(Situation.EntryTo("192.168.1.20", isEnabled: false)), NoMapping, No),
        ("a mapping to another port of this computer", Silent.Mapping(Situation.EntryTo("192.168.1.20", port: 27887)), NoMapping, No),
        ("a mapping to another computer", Silent.Mapping(ToOther), MappingToAnotherComputer, No),
        ("a mapping to another computer, offline", Home.Mapping(ToOther).Offline(), MappingToAnotherComputer, null),
        ("a mapping to another computer, switched off", Silent.Mapping(ToOther with { IsEnabled = false }), MappingToAnotherComputer, No),
        ("a conflict when it was opened", SilentUnmapped.Refused(PortMappingError.Conflict, ToOther), MappingToAnotherComputer, No),
        ("a refusal when it was opened", SilentUnmapped.Refused(PortMappingError.NotAuthorized), NoMapping, No),
        ("a mapping for TCP", Silent.Mapping(ForTcp), MappingForTcp, No),
        ("a mapping for TCP, offline", Home.Mapping(ForTcp).Offline(), MappingForTcp, null),
        (
            "a mapping for TCP to another computer",
            Silent.Mapping(Situation.EntryTo("192.168.1.99", protocol: ProtocolType.Tcp)),
            MappingToAnotherComputer,
            No
        ),
        ("PCP alone, nothing comes back", Silent.Speaks(Pcp), NoMapping, No),
        ("NAT-PMP alone, the port is closed", Silent.Speaks(NatPmp).Internet(PortClosed), NoMapping, No),
        ("a router without any protocol, nothing comes back", Silent.Speaks(), NoMapping, No),
        ("a router that was too slow, nothing comes back", Silent.RouterUnread(), NoMapping, No),
        ("PCP alone, offline", Home.Speaks(Pcp).Offline(), HostConclusion.Unknown, null),
        ("a router without any protocol, offline", Home.Speaks().Offline(), HostConclusion.Unknown, null),
        ("a router without any protocol, something else answers", Silent.Speaks().Internet(OtherProgram), HostConclusion.Unknown, No),
        // All is open.
        ("mapped, and nothing comes back", Silent, FirewallLikely, No),
        ("mapped, and the port is closed", Silent.Internet(PortClosed), FirewallLikely, No),
        ("a public address of its own, nothing comes back", Silent.LocalAddress("100.200.0.2"), FirewallLikely, No),
        ("mapped, an older client, nothing comes back", Silent.Loopback(P2PProbeStatus.NoResponse), HostConclusion.Unknown, No),
        ("mapped, offline", Home.Offline(), HostConclusion.Unknown, null),
        ("mapped, no service", Home.NoService(), HostConclusion.Unknown, null),
        ("mapped, the service refuses", Home.ServiceRefuses(), HostConclusion.Unknown, null),
        ("mapped, the service has no way", Home.Internet(NoRoute), HostConclusion.Unknown, null),
        ("mapped, the check was stopped", Home.Internet(KailleraCheckVerdict.Unknown), HostConclusion.Unknown, null),
        ("nothing was found out in time", new Situation(new HostFindings(Situation.Port)), HostConclusion.Unknown, null),
    ];

    public static TheoryData<string> Names => [.. Situations.Select(static line => line.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Conclude_Situation_FindsTheCause(string name)
    {
        var (_, situation, conclusion, isReachable) = Find(name);

        situation.Conclusion.Should().Be(conclusion);
        HostVerdict.IsReachable(situation.Found, situation.Conclusion).Should().Be(isReachable);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Advise_Situation_SaysWhyAndWhatToDo(string name)
    {
        var found = Find(name).Situation.Found;
        var conclusion = HostVerdict.Conclude(found);
        var rings = HostRings.Describe(found);
        var steps = HostAdvice.FindNextSteps(found, conclusion);

        rings
            .Select(ring => ring.Kind)
            .Should()
            .Equal(
                HostRingKind.Program,
                HostRingKind.Loopback,
                HostRingKind.Network,
                HostRingKind.Router,
                HostRingKind.Carrier,
                HostRingKind.Internet
            );
        rings.Should().OnlyContain(ring => ring.Evidence.Count > 0);
        rings
            .SelectMany(ring => ring.Evidence)
            .Should()
            .OnlyContain(item => item.Code != HostEvidenceCode.Unknown && item.Text.EndsWith('.') && !item.Text.Contains("  "));
        HostAdvice.FindReason(found, conclusion).Should().MatchRegex("^[A-Z].*[.)]$");
        steps.Should().NotBeEmpty().And.OnlyContain(step => step.Code != HostNextStepCode.Unknown && step.Text.Length > 10);
        steps.Select(step => step.Code).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Share_Situation_HasNoAddresses(string name)
    {
        var found = Find(name).Situation.Found;
        var conclusion = HostVerdict.Conclude(found);

        var text = new HostDiagnosis(found.Port, conclusion, HostRings.Describe(found))
        {
            Reason = HostAdvice.FindReason(found, conclusion),
            NextSteps = HostAdvice.FindNextSteps(found, conclusion),
        }.ToShareableText();

        text.Split('\n')[0]
            .Replace("-", string.Empty, StringComparison.Ordinal)
            .Should()
            .StartWithEquivalentOf($"UDP port 27886: {conclusion}. ");
        text.Replace("127.0.0.1", string.Empty).Replace("0.0.0.0", string.Empty).Should().NotMatchRegex(@"\d+\.\d+\.\d+\.\d+");
    }

    [Fact]
    public void Situations_TogetherReachEveryConclusion() =>
        Situations.Select(static line => line.Conclusion).Distinct().Should().BeEquivalentTo(Enum.GetValues<HostConclusion>());

    /// <summary>Whatever is found, in any combination: a conclusion never contradicts what it rests on.</summary>
    [Fact]
    public void Conclude_AnyCombination_NeverContradictsWhatWasFound()
    {
        var count = 0;
        foreach (var found in Combine())
        {
            count++;
            var conclusion = HostVerdict.Conclude(found);
            var isReachable = HostVerdict.IsReachable(found, conclusion);
            (
                conclusion switch
                {
                    Reachable => found.Internet.IsReachable && isReachable == true,
                    NotHosting or HostingOnAnotherPort => !found.Loopback.IsHost && isReachable == false,
                    BoundToOneAddress => found.Program.Binding is Binding.Loopback or Binding.OtherAddress,
                    MappingToAnotherComputer => found.Mapping == MappingKind.OtherComputer,
                    MappingForTcp => found.Mapping == MappingKind.Tcp,
                    NoMapping => found.Mapping
                        is MappingKind.Missing
                            or MappingKind.Disabled
                            or MappingKind.OtherPort
                            or MappingKind.Unreadable,
                    DoubleNat => found.Carrier.Beyond == BeyondRouter.Router
                        || KailleraValidation.GetScope(found.ExternalAddress!) == AddressScope.Private,
                    CarrierNat => !(found.ExternalAddress ?? found.LocalAddress!).Equals(found.PublicAddress),
                    FirewallLikely => found.Loopback.IsHost
                        && found.Mapping is MappingKind.Here or MappingKind.NotNeeded
                        && HostVerdict.NothingComesThrough(found),
                    NoInternet => !found.Internet.IsTold,
                    _ => isReachable != true,
                }
            )
                .Should()
                .BeTrue($"{conclusion} was concluded from {found}");
            if (conclusion != Reachable)
            {
                isReachable.Should().NotBe(true);
            }
        }

        count.Should().BeGreaterThan(10_000);
    }

    [Theory]
    [InlineData("no mapping", true)]
    [InlineData("a mapping for TCP", true)]
    [InlineData("two routers", true)]
    [InlineData("PCP alone, nothing comes back", true)]
    [InlineData("PCP alone, offline", true)]
    [InlineData("all is well", false)]
    [InlineData("nothing is hosted, and no mapping either", false)]
    [InlineData("a mapping to another computer", false)]
    [InlineData("a carrier's NAT", false)]
    [InlineData("mapped, and nothing comes back", false)]
    [InlineData("a router without any protocol, nothing comes back", false)]
    [InlineData("a VPN carries the game, and there is no mapping", false)]
    public void Mend_Situation_OnlyWhereItMayHelp(string name, bool canMend)
    {
        var situation = Find(name).Situation;

        HostVerdict.CanMend(situation.Found, situation.Conclusion).Should().Be(canMend);
    }

    [Theory]
    [InlineData(NatMapping.EndpointIndependent, true)]
    [InlineData(NatMapping.Unknown, true)]
    [InlineData(NatMapping.Dependent, false)]
    public void NextSteps_CarrierNat_NameWhatThisNatAllows(NatMapping nat, bool punches)
    {
        var situation = Silent.External("100.64.7.7").SeenAs("100.201.9.9", nat: nat);

        var steps = HostAdvice.FindNextSteps(situation.Found, situation.Conclusion).Select(static step => step.Code).ToList();

        steps.Contains(HostNextStepCode.ConnectCode).Should().Be(punches);
        steps
            .Should()
            .Contain(HostNextStepCode.OpponentHosts)
            .And.NotContain(HostNextStepCode.OpenPort)
            .And.NotContain(HostNextStepCode.ForwardUdp);
    }

    private static (string Name, Situation Situation, HostConclusion Conclusion, bool? IsReachable) Find(string name) =>
        Situations.Single(line => line.Name == name);

    private static IEnumerable<HostFindings> Combine() =>
        from program in (Func<Situation, Situation>[])
            [
                s => s,
                s => s.NotHosting(),
                s => s.NotHosting(27887),
                s => s.Program(Binding.Loopback),
                s => s.Loopback(P2PProbeStatus.NoResponse),
                s => s.Loopback(P2PProbeStatus.NotAP2PHost),
                s => s.ProgramUnread(),
            ]
        from network in (Func<Situation, Situation>[])
            [s => s, s => s.NoRoute(), s => s.Vpn(), s => s.LocalAddress("100.200.0.2"), s => s.LocalAddress("100.70.1.2")]
        from router in (Func<Situation, Situation>[])
            [
                s => s,
                s => s.Speaks(Pcp),
                s => s.Speaks(),
                s => s.RouterUnread(),
                s => s.Mapping(null),
                s => s.Mapping(ToOther),
                s => s.Mapping(ForTcp),
            ]
        from external in (string?[])["100.200.0.2", "192.168.178.20", "100.64.7.7", null]
        from seen in (Func<Situation, Situation>[])
            [s => s, s => s.SeenAs("100.201.9.9"), s => s.SeenAs(null), s => s.SeenAs(null, "100.200.0.2")]
        from internet in (Func<Situation, Situation>[])
            [
                s => s,
                s => s.Internet(NoResponse),
                s => s.Internet(PortClosed),
                s => s.ServiceDown(),
                s => s.ServiceRefuses(),
                s => s.NoService(),
                s => s.LineDown(),
                s => s.Offline(),
            ]
        let situation = internet(seen(network(router(program(Home)))))
        select (situation.Found.Router.Gateway is null ? situation : situation.External(external)).Found;
}

using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Says a conclusion in plain words, and what to do. Pure functions.</summary>
internal static class HostAdvice
{
    public static string FindReason(HostFindings found, HostConclusion conclusion)
    {
        var port = found.Port;
        return conclusion switch
        {
            HostConclusion.Reachable => $"Opponents can reach you at {ShownAddress(found)}.",
            HostConclusion.NotHosting when found.Internet.IsReachable =>
                $"Somebody at your address answers on UDP port {port}, but not this computer: nothing hosts here.",
            HostConclusion.NotHosting when found.Program.Binding == Binding.None =>
                $"Nothing hosts on this computer: no program listens on UDP port {port}.",
            HostConclusion.NotHosting =>
                $"Nothing hosts on this computer: {found.Program.Name ?? "the program"} on UDP port {port} is no waiting P2P host.",
            HostConclusion.HostingOnAnotherPort =>
                $"Your game is hosted on UDP port {found.Program.OtherHostPort}, not on {port}: opponents who type {port} reach nobody.",
            HostConclusion.BoundToOneAddress =>
                $"The program listens on {found.Program.Address} only, so what comes from the router does not reach it.",
            HostConclusion.NoMapping when found.Mapping == MappingKind.OtherPort =>
                $"Your router leads UDP port {port} to port {found.Router.Entry!.InternalEndPoint.Port} of this computer, where nothing hosts.",
            HostConclusion.NoMapping when found.Mapping == MappingKind.Disabled =>
                $"Your router's rule for UDP port {port} is switched off.",
            HostConclusion.NoMapping when found.Mapping == MappingKind.Missing =>
                $"Your router leads UDP port {port} to nobody, so it drops what opponents send."
                    + (HostVerdict.NothingComesThrough(found) ? string.Empty : " (A rule made by hand need not show here.)"),
            HostConclusion.NoMapping =>
                $"Nothing comes through your router. It can't be asked why; most likely UDP port {port} is not forwarded to this computer.",
            HostConclusion.MappingToAnotherComputer => $"Your router leads port {port} to another computer: {LeadsTo(found)}.",
            HostConclusion.MappingForTcp => $"Your router leads port {port} here for TCP only, and the game needs UDP.",
            HostConclusion.DoubleNat => "There are two routers in a row: "
                + (
                    found.ExternalAddress is { } external
                        ? $"yours has the address {external} on its other side, in the outer one's network. "
                        : "behind yours stands another one. "
                )
                + "What comes from the internet stops at the outer one.",
            HostConclusion.CarrierNat =>
                "Your provider shares one public address among its customers (carrier NAT). A forwarded port can't work: what comes from the internet never arrives at your router.",
            HostConclusion.FirewallLikely =>
                $"All is open as far as can be seen, yet nothing comes back: most likely a firewall on this computer blocks UDP port {port}.",
            HostConclusion.NoInternet => "This computer is not online.",
            _ => FindUnknownReason(found),
        };
    }

    public static IReadOnlyList<HostNextStep> FindNextSteps(HostFindings found, HostConclusion conclusion) =>
        conclusion switch
        {
            HostConclusion.Reachable => [Share(found), .. KeepOpen(found)],
            HostConclusion.NotHosting => [.. CloseOtherProgram(found), HostFirst(found), Community],
            HostConclusion.HostingOnAnotherPort => [SameHostPort(found)],
            HostConclusion.BoundToOneAddress => [ListenEverywhere(found)],
            HostConclusion.NoMapping or HostConclusion.MappingForTcp =>
            [
                .. OpenPort(found),
                ForwardUdp(found),
                .. Punch(found),
                OpponentHosts,
            ],
            HostConclusion.MappingToAnotherComputer =>
            [
                new(
                    HostNextStepCode.ForwardToThisComputer,
                    $"In your router, let the rule for UDP port {found.Port} point to this computer{At(found)}, or delete it."
                ),
                new(HostNextStepCode.UseAnotherPort, "Host on another port, and look at that one: --port"),
                .. Punch(found),
                OpponentHosts,
            ],
            HostConclusion.DoubleNat =>
            [
                new(
                    HostNextStepCode.ForwardInOuterRouter,
                    $"In the outer router, forward UDP port {found.Port} to your router{(found.ExternalAddress is { } inner ? $" ({inner})" : string.Empty)}; or switch one of the two to bridge mode."
                ),
                .. OpenPort(found),
                .. Punch(found),
                OpponentHosts,
            ],
            HostConclusion.CarrierNat =>
            [
                .. Punch(found),
                OpponentHosts,
                new(HostNextStepCode.AskProvider, "Ask your provider for a public IPv4 address of your own."),
            ],
            HostConclusion.FirewallLikely =>
            [
                new(
                    HostNextStepCode.AllowInFirewall,
                    $"Let {found.Program.Name ?? "the emulator"} through the firewall of this computer, for UDP port {found.Port}, in private and public networks."
                ),
                new(HostNextStepCode.TryLater, "Restart router and emulator, and look once more."),
                Community,
            ],
            HostConclusion.NoInternet => [new(HostNextStepCode.GoOnline, "Look at the connection of this computer and of your router.")],
            _ => FindUnknownSteps(found),
        };

    private static HostNextStep Community { get; } =
        new(HostNextStepCode.AskCommunity, "Ask in the community, with what this says (--share leaves the addresses out).");

    private static HostNextStep OpponentHosts { get; } = new(HostNextStepCode.OpponentHosts, "Let your opponent host.");

    private static string FindUnknownReason(HostFindings found) =>
        found.Network.IsVpn ? "A VPN carries the game, so your router's rules don't matter, and the VPN's end lets nobody in as a rule."
        : HostVerdict.NothingComesThrough(found) ? "Nothing comes back to somebody on the internet, and from here it can't be told why."
        : found.IsOffline
            ? "Nothing in the way was found on this side. Whether opponents reach you, only somebody on the internet can tell."
        : "Nothing in the way was found on this side, and nobody on the internet could tell whether opponents reach you.";

    private static IReadOnlyList<HostNextStep> FindUnknownSteps(HostFindings found)
    {
        List<HostNextStep> steps = [];
        if (found.Network.IsVpn)
        {
            steps.Add(new HostNextStep(HostNextStepCode.LeaveVpn, "Switch the VPN off while you play, and look once more."));
        }

        if (found.Loopback is { Status: P2PProbeStatus.NoResponse, MayLogIn: false })
        {
            steps.Add(
                new HostNextStep(HostNextStepCode.AskByLogin, "Look once more with a login, which older clients answer: --mode quiet")
            );
        }

        if (found.IsOffline)
        {
            steps.Add(new HostNextStep(HostNextStepCode.LookOnline, "Look once more without --offline."));
        }
        else if (!found.Internet.IsTold)
        {
            steps.Add(new HostNextStep(HostNextStepCode.TryLater, "Try again later, or another checker service: --via"));
        }

        return [.. steps, .. found.Mapping == MappingKind.Unreadable && !found.Network.IsVpn ? OpenPort(found) : [], Community];
    }

    private static string ShownAddress(HostFindings found) =>
        $"{found.PublicAddress?.ToString() ?? "your public address"}:{found.Router.Opened?.ExternalEndPoint.Port ?? found.Internet.TargetPort ?? found.Port}";

    private static HostNextStep Share(HostFindings found) =>
        new(HostNextStepCode.ShareAddress, $"Give this to your opponent, who joins after you host: {ShownAddress(found)}");

    private static IEnumerable<HostNextStep> KeepOpen(HostFindings found) =>
        found.Router.Opened is null
            ? []
            : [new(HostNextStepCode.KeepOpen, "Leave this program running while you play: it keeps the port open.")];

    private static IEnumerable<HostNextStep> CloseOtherProgram(HostFindings found) =>
        found.Loopback.Status == P2PProbeStatus.NotAP2PHost
            ?
            [
                new(
                    HostNextStepCode.CloseOtherProgram,
                    $"Close {found.Program.Name ?? "the program"} that has UDP port {found.Port}, or host on another port."
                ),
            ]
            : [];

    private static HostNextStep HostFirst(HostFindings found) =>
        new(
            HostNextStepCode.HostFirst,
            $"Host a game in your emulator, on UDP port {found.Port}, and look once more while it waits for an opponent."
        );

    private static HostNextStep SameHostPort(HostFindings found) =>
        new(
            HostNextStepCode.SameHostPort,
            $"Host on UDP port {found.Port}; or look at the other one: --port {found.Program.OtherHostPort}"
        );

    private static HostNextStep ListenEverywhere(HostFindings found) =>
        new(
            HostNextStepCode.ListenEverywhere,
            $"Let the program listen on all addresses (0.0.0.0){(found.LocalAddress is { } local ? $", or on {local}" : string.Empty)}."
        );

    private static IEnumerable<HostNextStep> OpenPort(HostFindings found) =>
        found.Router switch
        {
            { Opened: not null } => [],
            { CanOpen: true, Refused: null } => [new(HostNextStepCode.OpenPort, "Let this program open the port in your router: --fix")],
            { CanOpen: false } => [new(HostNextStepCode.SwitchOnUpnp, "Switch UPnP on in your router, if it has it, and look once more.")],
            _ => [],
        };

    private static HostNextStep ForwardUdp(HostFindings found) =>
        new(HostNextStepCode.ForwardUdp, $"In your router, forward port {found.Port}, for UDP, to this computer{At(found)}.");

    // What needs no open port works where the NAT shows the same port to everybody; towards most others it fails.
    private static IEnumerable<HostNextStep> Punch(HostFindings found) =>
        found.Carrier.Nat == NatMapping.Dependent
            ? []
            :
            [
                new(HostNextStepCode.ConnectCode, "Host by a connect code, which needs no open port, in a client that has them (RMG-K)."),
                new(HostNextStepCode.Autopunch, "Use Autopunch, both of you: it needs no open port either."),
            ];

    private static string At(HostFindings found) => found.LocalAddress is { } local ? $" ({local})" : string.Empty;

    private static string LeadsTo(HostFindings found) =>
        (found.Router.Entry ?? found.Router.Refused?.Entry)?.InternalEndPoint.ToString() ?? "not told";
}

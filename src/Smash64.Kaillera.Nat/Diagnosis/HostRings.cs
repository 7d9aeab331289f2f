using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Says what was found in each ring. Pure functions.</summary>
internal static partial class HostRings
{
    public static HostEvidence TimedOut { get; } = new(HostEvidenceCode.TimedOut, "This took too long to find out.");

    public static IReadOnlyList<HostRing> Describe(HostFindings found) =>
        [.. Enum.GetValues<HostRingKind>().Where(static kind => kind != HostRingKind.Unknown).Select(kind => Describe(found, kind))];

    public static HostRing Describe(HostFindings found, HostRingKind kind) =>
        kind switch
        {
            HostRingKind.Program => Program(found),
            HostRingKind.Loopback => Loopback(found),
            HostRingKind.Network => Network(found.Network),
            HostRingKind.Router => Router(found),
            HostRingKind.Carrier => found.IsOffline ? Skipped(kind) : Carrier(found),
            _ => found.IsOffline ? Skipped(kind) : Internet(found),
        };

    private static HostRing Skipped(HostRingKind kind) =>
        Ring(kind, HostRingState.Skipped, (HostEvidenceCode.Offline, "Not asked, since nobody on the internet was to be asked."));

    private static HostRing Program(HostFindings found)
    {
        var (program, port) = (found.Program, found.Port);
        if (program.Fault is { } fault)
        {
            return Unknown(HostRingKind.Program, fault);
        }

        var who = program.Name ?? "A program";
        List<HostEvidence> evidence =
        [
            program.Binding switch
            {
                Binding.None => new(HostEvidenceCode.NotListening, $"No program listens on UDP port {port}."),
                Binding.Everywhere => new(HostEvidenceCode.Listening, $"{who} listens on UDP port {port}, on all addresses."),
                Binding.LocalAddress => new(HostEvidenceCode.Listening, $"{who} listens on UDP port {port} of {program.Address}."),
                Binding.Loopback => new(
                    HostEvidenceCode.BoundToLoopback,
                    $"{who} listens on UDP port {port}, but only on {program.Address}: nobody outside of this computer reaches it."
                ),
                Binding.OtherAddress => new(
                    HostEvidenceCode.BoundToOtherAddress,
                    $"{who} listens on UDP port {port}, but only on {program.Address}, which is not where the router sends."
                ),
                _ => new(HostEvidenceCode.ListenersUnreadable, "This system does not tell who listens."),
            },
        ];
        if (program.OtherHostPort is { } other)
        {
            evidence.Add(new HostEvidence(HostEvidenceCode.OtherHost, $"A P2P host answers on UDP port {other} of this computer."));
        }

        var state = program.Binding switch
        {
            Binding.Unknown => HostRingState.Unknown,
            Binding.Everywhere or Binding.LocalAddress => HostRingState.Ok,
            _ => HostRingState.Problem,
        };
        return new HostRing(HostRingKind.Program, state, evidence);
    }

    private static HostRing Loopback(HostFindings found) =>
        found.Loopback switch
        {
            { Fault: { } fault } => Unknown(HostRingKind.Loopback, fault),
            { Status: P2PProbeStatus.Responding } => Ring(
                HostRingKind.Loopback,
                HostRingState.Ok,
                (HostEvidenceCode.Answered, "It answers on this computer as a P2P host.")
            ),
            { Status: P2PProbeStatus.Busy } => Ring(
                HostRingKind.Loopback,
                HostRingState.Ok,
                (HostEvidenceCode.SeatTaken, "It answers on this computer as a P2P host. Somebody is connected to it.")
            ),
            { Status: P2PProbeStatus.Full } => Ring(
                HostRingKind.Loopback,
                HostRingState.Ok,
                (HostEvidenceCode.RoomFull, "It answers on this computer as a P2P room without a free place.")
            ),
            { Status: P2PProbeStatus.PortClosed } => Ring(
                HostRingKind.Loopback,
                HostRingState.Problem,
                (HostEvidenceCode.PortClosed, $"This computer says that UDP port {found.Port} is closed.")
            ),
            { IsKailleraServer: true } => Ring(
                HostRingKind.Loopback,
                HostRingState.Problem,
                (HostEvidenceCode.KailleraServer, "A Kaillera server has the port, and no P2P host.")
            ),
            { Status: P2PProbeStatus.NotAP2PHost } => Ring(
                HostRingKind.Loopback,
                HostRingState.Problem,
                (HostEvidenceCode.OtherProgram, "What has the port answers, and not as a P2P host.")
            ),
            { Status: P2PProbeStatus.NoResponse, MayLogIn: true } => Ring(
                HostRingKind.Loopback,
                HostRingState.Problem,
                (HostEvidenceCode.LoginUnanswered, "What has the port answers nothing: it hosts no game, or a game runs.")
            ),
            { Status: P2PProbeStatus.NoResponse } => Ring(
                HostRingKind.Loopback,
                HostRingState.Unknown,
                (HostEvidenceCode.KnockUnanswered, "It leaves a knock unanswered: older clients do, and running games.")
            ),
            _ => Unknown(HostRingKind.Loopback, TimedOut),
        };

    private static HostRing Network(NetworkFinding network)
    {
        if (network.Fault is { } fault)
        {
            return Unknown(HostRingKind.Network, fault);
        }

        List<HostEvidence> evidence =
        [
            network switch
            {
                { HasNoRoute: true } => new(
                    HostEvidenceCode.NoRoute,
                    "This computer has no way to the internet: there is no IPv4 default route."
                ),
                { IsVpn: true } => new(
                    HostEvidenceCode.VpnCarriesTraffic,
                    $"Everything goes through {network.InterfaceName} ({network.LocalAddress}), which looks like a VPN: opponents reach the VPN's end, not your router."
                ),
                _ => new(HostEvidenceCode.LocalAddress, $"This computer is {network.LocalAddress}, on {network.InterfaceName}."),
            },
            .. network.OtherVpns.Select(static name => new HostEvidence(
                HostEvidenceCode.Vpn,
                $"{name} looks like a VPN or a virtual network; the game does not go through it."
            )),
            .. network.Firewalls.Select(Describe),
        ];
        return new HostRing(HostRingKind.Network, network.HasNoRoute || network.IsVpn ? HostRingState.Problem : HostRingState.Ok, evidence);
    }

    private static HostEvidence Describe(FirewallSign firewall) =>
        firewall.IsOn switch
        {
            true => new(HostEvidenceCode.FirewallOn, $"On: {firewall.Name}."),
            false => new(HostEvidenceCode.FirewallOff, $"Off: {firewall.Name}."),
            null => new(HostEvidenceCode.FirewallUnreadable, $"Not readable without rights: {firewall.Name}."),
        };

    private static HostRing Router(HostFindings found)
    {
        var router = found.Router;
        if (found.Mapping == MappingKind.NotNeeded)
        {
            return Ring(
                HostRingKind.Router,
                HostRingState.Ok,
                (HostEvidenceCode.NoNat, $"No port needs to be opened: {found.Network.LocalAddress} is a public address of this computer.")
            );
        }

        if (router.Fault is { } fault)
        {
            return Unknown(HostRingKind.Router, fault);
        }

        if (router.Gateway is not { } gateway)
        {
            return Ring(
                HostRingKind.Router,
                HostRingState.Problem,
                (HostEvidenceCode.NoRoute, "There is no router: this computer has no way to the internet.")
            );
        }

        List<HostEvidence> evidence =
        [
            .. Mapping(found),
            gateway.Protocols.Count > 0
                ? new HostEvidence(
                    HostEvidenceCode.RouterAnswers,
                    $"The router{(gateway.Model is { } model ? $" ({model})" : string.Empty)} at {gateway.Address} speaks {string.Join(", ", gateway.Protocols.Select(NameOf))}."
                )
                : new HostEvidence(
                    HostEvidenceCode.RouterSilent,
                    $"The router at {gateway.Address} answers neither PCP nor NAT-PMP nor UPnP."
                ),
            .. gateway.Evidence.Select(static remark => new HostEvidence(HostEvidenceCode.RouterRemark, remark)),
        ];
        if (router.Refused is { } refused)
        {
            evidence.Add(new HostEvidence(HostEvidenceCode.MappingRefused, refused.Message));
        }

        var state = found.Mapping switch
        {
            MappingKind.Here => HostRingState.Ok,
            MappingKind.Unreadable => router.Refused is null ? HostRingState.Unknown : HostRingState.Problem,
            _ => HostRingState.Problem,
        };
        return new HostRing(HostRingKind.Router, state, evidence);
    }

    private static IEnumerable<HostEvidence> Mapping(HostFindings found)
    {
        var port = found.Port;
        var to = (found.Router.Entry ?? found.Router.Refused?.Entry)?.InternalEndPoint;
        return found.Mapping switch
        {
            MappingKind.Here when found.Router.Opened is { } opened =>
            [
                new(
                    HostEvidenceCode.MappingOpened,
                    $"Opened by {NameOf(opened.Via)}: {opened.ExternalEndPoint} leads to {opened.InternalEndPoint}."
                ),
            ],
            MappingKind.Here => [new(HostEvidenceCode.MappingHere, $"UDP port {port} leads here, to {to}.")],
            MappingKind.Missing =>
            [
                new(
                    HostEvidenceCode.MappingMissing,
                    $"UDP port {port} leads to nobody, by what the router tells; it need not tell rules made by hand."
                ),
            ],
            MappingKind.OtherComputer => [new(HostEvidenceCode.MappingToAnotherComputer, $"Port {port} leads to another computer: {to}.")],
            MappingKind.OtherPort =>
            [
                new(HostEvidenceCode.MappingToAnotherPort, $"UDP port {port} leads to another port of this computer: {to}."),
            ],
            MappingKind.Disabled =>
            [
                new(HostEvidenceCode.MappingDisabled, $"There is a rule for UDP port {port}, and it is switched off."),
            ],
            MappingKind.Tcp => [new(HostEvidenceCode.MappingForTcp, $"Port {port} leads here for TCP only; the game needs UDP.")],
            _ => found.Router.CanOpen
                ? [new(HostEvidenceCode.MappingUnreadable, $"To whom UDP port {port} leads can't be asked by these protocols.")]
                : [],
        };
    }

    public static string NameOf(GatewayProtocol protocol) =>
        protocol switch
        {
            GatewayProtocol.Pcp => "PCP",
            GatewayProtocol.NatPmp => "NAT-PMP",
            GatewayProtocol.Upnp => "UPnP",
            _ => "an unknown protocol",
        };

    private static HostRing Unknown(HostRingKind kind, HostEvidence fault) => new(kind, HostRingState.Unknown, [fault]);

    private static HostRing Ring(HostRingKind kind, HostRingState state, params (HostEvidenceCode Code, string Text)[] evidence) =>
        new(kind, state, [.. evidence.Select(static item => new HostEvidence(item.Code, item.Text))]);
}

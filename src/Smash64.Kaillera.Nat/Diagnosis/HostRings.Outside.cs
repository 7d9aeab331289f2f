using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <content>The rings beyond the router.</content>
internal static partial class HostRings
{
    private static HostRing Carrier(HostFindings found)
    {
        if (found.Carrier.Fault is { } fault)
        {
            return Unknown(HostRingKind.Carrier, fault);
        }

        var (state, first) = CompareAddresses(found);
        HostEvidence? nat = found.Carrier.Nat switch
        {
            NatMapping.EndpointIndependent => new(
                HostEvidenceCode.NatEndpointIndependent,
                "The NAT shows the same port to everybody: connect codes and Autopunch work without an open port."
            ),
            NatMapping.Dependent => new(
                HostEvidenceCode.NatDependent,
                "The NAT shows another port to each peer (symmetric): connect codes and Autopunch fail towards most opponents."
            ),
            _ => null,
        };
        return new HostRing(HostRingKind.Carrier, state, nat is null ? [first] : [first, nat]);
    }

    private static (HostRingState State, HostEvidence First) CompareAddresses(HostFindings found) =>
        (found.ExternalAddress, found.PublicAddress) switch
        {
            _ when found.Network.IsVpn => (
                HostRingState.Unknown,
                new(
                    HostEvidenceCode.VpnCarriesTraffic,
                    $"The internet sees {found.PublicAddress?.ToString() ?? "the VPN's end"}: the VPN's address, not your router's."
                )
            ),
            ({ } external, _) when KailleraValidation.GetScope(external) == AddressScope.CarrierGradeNat => (
                HostRingState.Problem,
                new(
                    HostEvidenceCode.ExternalCarrierGrade,
                    $"The router's own address is {external}: your provider shares one public address among several customers."
                )
            ),
            ({ } external, _) when KailleraValidation.GetScope(external) == AddressScope.Private => (
                HostRingState.Problem,
                new(HostEvidenceCode.ExternalPrivate, $"The router's own address is {external}: it stands behind another router.")
            ),
            ({ } external, { } seen) when seen.Equals(external) => (
                HostRingState.Ok,
                new(HostEvidenceCode.SameAddress, $"The router's address is the one that the internet sees: {seen}.")
            ),
            ({ } external, { } seen) => (
                HostRingState.Problem,
                new(
                    HostEvidenceCode.ExternalDiffers,
                    $"The router's own address is {external}, but the internet sees {seen}: your provider translates once more."
                )
            ),
            (null, { } seen) when found.Carrier.Beyond == BeyondRouter.Carrier => (
                HostRingState.Problem,
                new(
                    HostEvidenceCode.CarrierBehind,
                    $"The internet sees {seen}, which is not your router's: behind it stands {Show(found.Carrier.SecondHop)}, your provider's."
                )
            ),
            (null, { } seen) when found.Carrier.Beyond == BeyondRouter.Router => (
                HostRingState.Problem,
                new(
                    HostEvidenceCode.RouterBehind,
                    $"The internet sees {seen}, which is not your router's: behind it stands another router, {Show(found.Carrier.SecondHop)}."
                )
            ),
            (null, { } seen) => (
                HostRingState.Unknown,
                new(
                    HostEvidenceCode.ExternalUnknown,
                    $"The internet sees {seen}. The router does not tell its own address, so whether another one stands behind it can't be told."
                )
            ),
            _ => (HostRingState.Unknown, new(HostEvidenceCode.PublicUnknown, "Nobody told which address the internet sees.")),
        };

    private static string Show(IPAddress? address) => address?.ToString() ?? "whose address is not known";

    private static HostRing Internet(HostFindings found)
    {
        var internet = found.Internet;
        if (internet.Fault is { } fault)
        {
            return Unknown(HostRingKind.Internet, fault);
        }

        var from = internet.Vantage is { Length: > 0 } place ? $" from {place}" : string.Empty;
        var asked = internet.Target is { } target ? $"{target}:{internet.TargetPort ?? found.Port}" : $"UDP port {found.Port}";
        return internet.Service switch
        {
            Contact.NotTried => Ring(
                HostRingKind.Internet,
                HostRingState.Skipped,
                (HostEvidenceCode.NoService, "No checker service was named to ask.")
            ),
            Contact.Failed => Ring(
                HostRingKind.Internet,
                HostRingState.Unknown,
                (HostEvidenceCode.ServiceUnreachable, $"The checker service could not be reached: {internet.Refusal}")
            ),
            _ when internet.IsReachable => Ring(
                HostRingKind.Internet,
                HostRingState.Ok,
                (HostEvidenceCode.InternetAnswered, $"The checker asked {asked}{from}, and was answered.")
            ),
            _ => internet.Verdict switch
            {
                KailleraCheckVerdict.NoResponse => Ring(
                    HostRingKind.Internet,
                    HostRingState.Problem,
                    (HostEvidenceCode.InternetUnanswered, $"The checker asked {asked}{from}, and nothing came back.")
                ),
                KailleraCheckVerdict.PortClosed => Ring(
                    HostRingKind.Internet,
                    HostRingState.Problem,
                    (HostEvidenceCode.PortClosed, $"The checker asked {asked}{from}, and was told that the port is closed.")
                ),
                KailleraCheckVerdict.KailleraServer => Ring(
                    HostRingKind.Internet,
                    HostRingState.Problem,
                    (HostEvidenceCode.KailleraServer, $"The checker asked {asked}{from}, and a Kaillera server answered.")
                ),
                KailleraCheckVerdict.OtherProgram => Ring(
                    HostRingKind.Internet,
                    HostRingState.Problem,
                    (HostEvidenceCode.OtherProgram, $"The checker asked {asked}{from}, and something answered that is no P2P host.")
                ),
                KailleraCheckVerdict.NoRoute => Ring(
                    HostRingKind.Internet,
                    HostRingState.Unknown,
                    (HostEvidenceCode.InternetNoRoute, $"The checker{from} has no way to {asked}.")
                ),
                _ => Ring(
                    HostRingKind.Internet,
                    HostRingState.Unknown,
                    (HostEvidenceCode.ServiceRefused, $"The checker service did not do the check. {internet.Refusal}".TrimEnd())
                ),
            },
        };
    }
}

using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>doctor</c>. Unknown values are <c>null</c>, never absent.</summary>
internal sealed record DoctorReport
{
    public string Command { get; } = "doctor";

    public required string Conclusion { get; init; }

    public required bool? Reachable { get; init; }

    public required int Port { get; init; }

    public required IReadOnlyList<RingReport> Rings { get; init; }

    public string? LocalAddress { get; init; }

    public GatewayReport? Gateway { get; init; }

    public string? PublicAddress { get; init; }

    public MappingReport? Mapping { get; init; }

    public string? Nat { get; init; }

    public required bool Fixed { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<string> NextSteps { get; init; }

    public required int ExitCode { get; init; }

    public static DoctorReport From(HostDiagnosis diagnosis) =>
        new()
        {
            Conclusion = Words.ToCode(diagnosis.Conclusion),
            Reachable = diagnosis.IsReachable,
            Port = diagnosis.Port,
            Rings = [.. diagnosis.Rings.Select(RingReport.From)],
            LocalAddress = diagnosis.LocalAddress?.ToString(),
            Gateway = diagnosis.Gateway is { } gateway ? GatewayReport.From(gateway) : null,
            PublicAddress = diagnosis.PublicAddress?.ToString(),
            Mapping =
                diagnosis.Mapping is { } kept ? MappingReport.From(kept)
                : diagnosis.Entry is { } entry ? MappingReport.From(entry, diagnosis.Gateway?.ExternalAddress)
                : null,
            Nat = diagnosis.NatMapping == NatMapping.Unknown ? null : Words.ToWord(diagnosis.NatMapping),
            Fixed = diagnosis.IsFixed,
            Reason = diagnosis.Reason,
            NextSteps = [.. diagnosis.NextSteps.Select(static step => Words.ToCode(step.Code))],
            ExitCode = FindExitCode(diagnosis),
        };

    private static int FindExitCode(HostDiagnosis diagnosis) =>
        diagnosis.IsReachable == true || diagnosis.IsFixed ? Console.ExitCode.Yes
        : diagnosis is { Conclusion: HostConclusion.Unknown, IsReachable: null } ? Console.ExitCode.Fault
        : Console.ExitCode.No;
}

/// <summary>One ring.</summary>
internal sealed record RingReport(string Ring, string State, IReadOnlyList<string> Codes, string Text)
{
    public static RingReport From(HostRing ring) =>
        new(
            Words.ToWord(ring.Kind),
            Words.ToWord(ring.State),
            [.. ring.Evidence.Select(static item => Words.ToCode(item.Code))],
            ring.Text
        );
}

/// <summary>The router.</summary>
internal sealed record GatewayReport(string Address, IReadOnlyList<string> Protocols, string? ExternalAddress)
{
    public static GatewayReport From(Gateway gateway) =>
        new(gateway.Address.ToString(), [.. gateway.Protocols.Select(Words.ToVia)], gateway.ExternalAddress?.ToString());
}

/// <summary>To whom the router leads a port; the address is 0.0.0.0 where it does not tell its own.</summary>
internal sealed record MappingReport(string External, string Internal, string Protocol, double? LeaseSeconds)
{
    public static MappingReport From(PortMapping mapping) =>
        new(mapping.ExternalEndPoint.ToString(), mapping.InternalEndPoint.ToString(), "udp", mapping.Lease?.TotalSeconds);

    public static MappingReport From(PortMappingEntry entry, IPAddress? external) =>
        new(
            new IPEndPoint(external ?? IPAddress.Any, entry.ExternalPort).ToString(),
            entry.InternalEndPoint.ToString(),
            Words.ToWord(entry.Protocol),
            entry.Lease?.TotalSeconds
        );
}

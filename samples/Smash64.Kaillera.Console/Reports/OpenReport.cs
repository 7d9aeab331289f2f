using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of <c>open</c>: the port is open, or something became of it.</summary>
internal sealed record OpenReport
{
    public string Command { get; } = "open";

    public required string Event { get; init; }

    public required string External { get; init; }

    public required string Internal { get; init; }

    public required string Via { get; init; }

    /// <summary>Gets for how long it stays if this program is killed, or <see langword="null"/> for ever.</summary>
    public required double? LeaseSeconds { get; init; }

    /// <summary>Gets why, where something happened.</summary>
    public string? Reason { get; init; }

    public static OpenReport Opened(PortMapping mapping) => From("opened", mapping, mapping.ExternalEndPoint, reason: null);

    public static OpenReport From(PortMappingChange change, PortMapping mapping) =>
        From(Words.ToWord(change.Kind), mapping, change.ExternalEndPoint, change.Reason.Length > 0 ? change.Reason : null);

    private static OpenReport From(string what, PortMapping mapping, IPEndPoint external, string? reason) =>
        new()
        {
            Event = what,
            External = external.ToString(),
            Internal = mapping.InternalEndPoint.ToString(),
            Via = Words.ToVia(mapping.Via),
            LeaseSeconds = mapping.Lease?.TotalSeconds,
            Reason = reason,
        };
}

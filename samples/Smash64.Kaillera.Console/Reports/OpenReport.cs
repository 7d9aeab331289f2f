using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of <c>open</c>, and of what else keeps a port open: it is open, or something became of it.</summary>
internal sealed record OpenReport
{
    public required string Command { get; init; }

    public required string Event { get; init; }

    public required string External { get; init; }

    public required string Internal { get; init; }

    public required string Via { get; init; }

    /// <summary>Gets for how long it stays if this program is killed, or <see langword="null"/> for ever.</summary>
    public required double? LeaseSeconds { get; init; }

    /// <summary>Gets why, where something happened.</summary>
    public string? Reason { get; init; }

    public static OpenReport Opened(PortMapping mapping, string command) =>
        From("opened", mapping, command, mapping.ExternalEndPoint, reason: null);

    public static OpenReport From(PortMappingChange change, PortMapping mapping, string command) =>
        From(Words.ToWord(change.Kind), mapping, command, change.ExternalEndPoint, change.Reason.Length > 0 ? change.Reason : null);

    private static OpenReport From(string what, PortMapping mapping, string command, IPEndPoint external, string? reason) =>
        new()
        {
            Command = command,
            Event = what,
            External = external.ToString(),
            Internal = mapping.InternalEndPoint.ToString(),
            Via = Words.ToVia(mapping.Via),
            LeaseSeconds = mapping.Lease?.TotalSeconds,
            Reason = reason,
        };
}

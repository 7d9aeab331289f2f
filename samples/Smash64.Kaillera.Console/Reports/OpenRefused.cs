using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>open</c> where the port could not be opened.</summary>
internal sealed record OpenRefused
{
    public required string Command { get; init; }

    public string Event { get; } = "refused";

    public required int Port { get; init; }

    public required string Error { get; init; }

    /// <summary>Gets who refused, or <see langword="null"/> where nobody was there to ask.</summary>
    public string? Via { get; init; }

    /// <summary>Gets the protocol's number for it, or <see langword="null"/>.</summary>
    public int? Code { get; init; }

    /// <summary>Gets to whom the port leads, or <see langword="null"/> where that is not it, or not known.</summary>
    public string? LeadsTo { get; init; }

    public required string Reason { get; init; }

    public int ExitCode { get; } = Console.ExitCode.No;

    public static OpenRefused From(PortMappingException fault, int port, string command) =>
        new()
        {
            Command = command,
            Port = port,
            Error = Words.ToWord(fault.Error),
            Via = fault.Protocol == GatewayProtocol.Unknown ? null : Words.ToVia(fault.Protocol),
            Code = fault.Code,
            LeadsTo = fault.Entry?.InternalEndPoint.ToString(),
            Reason = fault.Message,
        };
}

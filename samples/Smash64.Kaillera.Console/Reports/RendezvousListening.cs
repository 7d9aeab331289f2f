using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The first line of <c>rendezvous</c>.</summary>
internal sealed record RendezvousListening
{
    public string Command { get; } = "rendezvous";

    public string Event { get; } = "listening";

    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary>Gets where claimed codes are kept, or <see langword="null"/> for nowhere.</summary>
    public string? Data { get; init; }

    public static RendezvousListening From(RendezvousServer server, string? data) =>
        new()
        {
            Address = server.EndPoint.Address.ToString(),
            Port = server.EndPoint.Port,
            Data = data,
        };
}

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

    /// <summary>Gets the UDP port of Autopunch's relay, or <see langword="null"/> for none.</summary>
    public int? AutopunchPort { get; init; }

    /// <summary>Gets the port of the list of waiting games, UDP for hosts and TCP for readers, or <see langword="null"/> for none.</summary>
    public int? ListPort { get; init; }

    public static RendezvousListening From(IPEndPoint codes, string? data, IPEndPoint? relay, IPEndPoint? list) =>
        new()
        {
            Address = codes.Address.ToString(),
            Port = codes.Port,
            Data = data,
            AutopunchPort = relay?.Port,
            ListPort = list?.Port,
        };
}

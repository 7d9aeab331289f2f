namespace Smash64.Kaillera.Console.Reports;

/// <summary>What a scan learned of one host. Unknown values are <c>null</c>, never absent.</summary>
internal sealed record ScanHost
{
    public string Command { get; } = "scan";

    public string Event { get; } = "host";

    public required string Host { get; init; }

    /// <summary>Gets the name that led to the address, or <see langword="null"/>.</summary>
    public string? Name { get; init; }

    public required int Port { get; init; }

    public required bool Reachable { get; init; }

    public required string Status { get; init; }

    public string? Scope { get; init; }

    public string? User { get; init; }

    public string? Game { get; init; }

    public double? RoundTripMs { get; init; }

    public required double ElapsedMs { get; init; }

    public required int DatagramsSent { get; init; }

    public required int DatagramsReceived { get; init; }

    public required bool KailleraServer { get; init; }

    /// <summary>Gets why this computer could not send to the host, or <see langword="null"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>Gets how often the list names the host.</summary>
    public required int Count { get; init; }

    /// <param name="result">The verdict.</param>
    /// <param name="name">The name that led to the host, or <see langword="null"/>.</param>
    /// <param name="count">How often the list names it.</param>
    public static ScanHost From(P2PProbeResult result, string? name = null, int count = 1) =>
        new()
        {
            Host = result.EndPoint.Address.ToString(),
            Name = name,
            Port = result.EndPoint.Port,
            Reachable = result.IsReachable,
            Status = Words.ToWord(result.Status),
            Scope = Words.ToWord(result.Scope),
            User = result.HostName,
            Game = result.Game,
            RoundTripMs = Words.ToMilliseconds(result.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(result.Elapsed),
            DatagramsSent = result.DatagramsSent,
            DatagramsReceived = result.DatagramsReceived,
            KailleraServer = result.IsKailleraServer,
            Fault = result.Fault is { } fault ? Words.ToWord(fault) : null,
            Count = count,
        };

    /// <summary>Says it in one line.</summary>
    public string ToLine()
    {
        var ping = RoundTripMs is { } time ? FormattableString.Invariant($"{time} ms") : string.Empty;
        var names = User is null ? Fault : $"{User} hosts {Game}";
        var line = string.Join("  ", $"{Host}:{Port}".PadRight(21), Status.PadRight(11), ping.PadLeft(10), names).TrimEnd();
        var alias = Name is null ? string.Empty : $"  {Name}";
        return Count > 1 ? $"{line}{alias}  ({Count} times in the list)" : line + alias;
    }
}

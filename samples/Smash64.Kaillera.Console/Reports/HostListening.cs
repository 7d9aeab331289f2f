using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The first line of <c>host --json</c>: players can come now.</summary>
internal sealed record HostListening
{
    public string Command { get; } = "host";

    public string Event { get; } = "listening";

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    public required string Game { get; init; }

    public required int Generation { get; init; }

    public static HostListening From(IPEndPoint endPoint, P2PHostOptions options) =>
        new()
        {
            Address = endPoint.Address.ToString(),
            Port = endPoint.Port,
            User = KailleraText.Clean(options.UserName),
            Game = KailleraText.Clean(options.Game),
            Generation = (int)options.Generation,
        };
}

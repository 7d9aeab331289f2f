using Smash64.Kaillera.Console.Lists;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of <c>servers --json</c>: a server, as soon as it is known whether it answers.</summary>
internal sealed record ServersEntry
{
    public string Command { get; } = "servers";

    public string Event { get; } = "server";

    public required bool Reachable { get; init; }

    public required string Status { get; init; }

    /// <summary>Gets the address or the host name, as the list writes it.</summary>
    public required string Host { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required string Name { get; init; }

    public required int Users { get; init; }

    public required int MaxUsers { get; init; }

    public required int Games { get; init; }

    public required string Version { get; init; }

    public required string Location { get; init; }

    public required string List { get; init; }

    /// <summary>Gets the number of the server's line in its list, from 1.</summary>
    public required int Line { get; init; }

    public required PingReport Ping { get; init; }

    public required string Reason { get; init; }

    public static ServersEntry From(ListedServer server) =>
        new()
        {
            Reachable = server.IsReachable,
            Status = Words.ToWord(server.Ping.Status),
            Host = server.Entry.Host,
            Address = server.EndPoint.Address.ToString(),
            Port = server.EndPoint.Port,
            Name = server.Entry.Name,
            Users = server.Entry.Users,
            MaxUsers = server.Entry.MaxUsers,
            Games = server.Entry.Games,
            Version = server.Entry.Version,
            Location = server.Entry.Location,
            List = server.List,
            Line = server.Entry.LineNumber,
            Ping = PingReport.From(server.Ping),
            Reason = server.Ping.Reason,
        };
}

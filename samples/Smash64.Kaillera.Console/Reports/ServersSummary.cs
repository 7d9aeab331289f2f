using Smash64.Kaillera.Console.Lists;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>The last line of <c>servers --json</c>.</summary>
internal sealed record ServersSummary
{
    public string Command { get; } = "servers";

    public string Event { get; } = "summary";

    /// <summary>Gets whether all servers were asked: not when the program was stopped before.</summary>
    public required bool Complete { get; init; }

    /// <summary>Gets how many servers the lists name.</summary>
    public required int Servers { get; init; }

    public required int Asked { get; init; }

    public required int Reachable { get; init; }

    public required double ElapsedMs { get; init; }

    public required IReadOnlyList<ListReport> Lists { get; init; }

    public required int ExitCode { get; init; }

    /// <param name="listing">The lists that were read.</param>
    /// <param name="asked">The servers of which it is known whether they answer.</param>
    /// <param name="elapsed">How long all of it took.</param>
    /// <param name="stopCode">The shell's code for the signal that stopped the program, or 0.</param>
    public static ServersSummary From(ServerListing listing, IReadOnlyCollection<ListedServer> asked, TimeSpan elapsed, int stopCode)
    {
        var answers = asked.Count(static server => server.IsReachable);
        var isComplete = asked.Count == listing.Servers.Count;
        return new()
        {
            Complete = isComplete,
            Servers = listing.Servers.Count,
            Asked = asked.Count,
            Reachable = answers,
            ElapsedMs = Words.ToMilliseconds(elapsed),
            Lists = [.. listing.Lists.Select(ListReport.From)],
            ExitCode = isComplete ? Console.ExitCode.From(answers > 0) : stopCode,
        };
    }
}

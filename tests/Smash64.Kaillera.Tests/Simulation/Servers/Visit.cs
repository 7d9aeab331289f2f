namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>What came of a visit.</summary>
internal sealed record Visit(VisitScenario Scenario, Line There, Line Back, VisitMeeting Meeting, KailleraServerInfo Result, SimulatedServer? Server)
{
    /// <summary>Gets a value indicating whether the verdict is the right one and nothing is missing from what it says.</summary>
    public bool IsRight => Result.Status == Scenario.Right && (Result.Status is not KailleraServerStatus.Open || (Result.IsComplete && HasAll));

    /// <summary>Gets a value indicating whether the result admits that the line was too bad to tell.</summary>
    public bool IsNoAnswer =>
        Result.Status is KailleraServerStatus.NoResponse or KailleraServerStatus.LoginUnanswered
        || Result is { Status: KailleraServerStatus.Open, IsComplete: false };

    /// <summary>Gets a value indicating whether the visitor is still listed on the server.</summary>
    public bool LeftAGhost => Server?.Ghosts.Any() ?? false;

    private bool HasAll =>
        Server is not null
        && Result.Users.Select(user => user.Name).SequenceEqual(Server.Pretended, StringComparer.Ordinal)
        && Result.Games.Count == Server.GameCount
        && Result.Announcements.Count == Server.AnnouncementCount;

    public override string ToString() =>
        $"{Scenario}: {Result.Status} after {Result.Elapsed}, complete {Result.IsComplete}, left {Result.HasLeft}, "
        + $"{Result.Users.Count} users, {Result.Games.Count} games, {Result.Announcements.Count} lines, there {There}, back {Back}";
}

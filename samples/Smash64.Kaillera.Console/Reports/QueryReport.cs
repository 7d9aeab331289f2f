namespace Smash64.Kaillera.Console.Reports;

/// <summary>What a visit to a server learned, within the report of <c>server</c>.</summary>
internal sealed record QueryReport
{
    public required string Status { get; init; }

    /// <summary>Gets whether everything came that the server had to say.</summary>
    public required bool Complete { get; init; }

    /// <summary>Gets whether the server confirmed that the visitor is gone.</summary>
    public required bool Left { get; init; }

    public required string? UserName { get; init; }

    public required int? LoginPort { get; init; }

    /// <summary>Gets the server's own words for refusing the login, or <see langword="null"/>.</summary>
    public required string? Rejection { get; init; }

    public required double? RoundTripMs { get; init; }

    public required double ElapsedMs { get; init; }

    public required int DatagramsSent { get; init; }

    public required int DatagramsReceived { get; init; }

    public required IReadOnlyList<UserReport> Users { get; init; }

    public required IReadOnlyList<GameReport> Games { get; init; }

    public required IReadOnlyList<string> Announcements { get; init; }

    public required string Reason { get; init; }

    public static QueryReport From(KailleraServerInfo info) =>
        new()
        {
            Status = Words.ToWord(info.Status),
            Complete = info.IsComplete,
            Left = info.HasLeft,
            UserName = info.UserName,
            LoginPort = info.LoginPort,
            Rejection = info.Rejection,
            RoundTripMs = Words.ToMilliseconds(info.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(info.Elapsed),
            DatagramsSent = info.DatagramsSent,
            DatagramsReceived = info.DatagramsReceived,
            Users = [.. info.Users.Select(UserReport.From)],
            Games = [.. info.Games.Select(GameReport.From)],
            Announcements = info.Announcements,
            Reason = info.Reason,
        };
}

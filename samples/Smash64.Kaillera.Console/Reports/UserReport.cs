namespace Smash64.Kaillera.Console.Reports;

/// <summary>A user on a server.</summary>
internal sealed record UserReport
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Gets the ping that the server measured when the user came.</summary>
    public required double PingMs { get; init; }

    public required string Connection { get; init; }

    public required string Status { get; init; }

    public static UserReport From(KailleraServerUser user) =>
        new()
        {
            Id = user.Id,
            Name = user.Name,
            PingMs = Words.ToMilliseconds(user.Ping),
            Connection = Words.ToWord(user.Connection),
            Status = Words.ToWord(user.Status),
        };
}

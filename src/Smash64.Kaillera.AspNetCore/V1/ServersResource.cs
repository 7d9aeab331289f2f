using System.Text.Json.Serialization;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>The servers of the list, and what the last round of pings found.</summary>
/// <param name="Vantage">Where they were asked from.</param>
/// <param name="AskedAt">When the last round ended; null before the first.</param>
/// <param name="IsKept">Whether the service pings by itself and keeps the answers.</param>
/// <param name="Servers">The servers, in the list's order.</param>
internal sealed record ServersResource(
    VantageResource Vantage,
    DateTimeOffset? AskedAt,
    bool IsKept,
    IReadOnlyList<ServerResource> Servers
);

/// <summary>A server of the list.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Host">Its IPv4 address or host name, as the list has it.</param>
/// <param name="Port">The port of its doorway.</param>
/// <param name="State">What the last round found.</param>
/// <param name="PingMs">The mean time of its answers; null if there were none.</param>
/// <param name="LastAnswerAt">In which minute it answered last, as far as a day back; null where that is not known.</param>
/// <param name="Users">How many users it had when the list was written.</param>
/// <param name="MaxUsers">How many it lets in.</param>
/// <param name="Games">How many games it had when the list was written.</param>
/// <param name="Version">Its program's version.</param>
/// <param name="Location">Where it stands, in its operator's words.</param>
/// <param name="Uptime">In what share of the rounds it answered; null where nothing is kept.</param>
internal sealed record ServerResource(
    string Name,
    string Host,
    int Port,
    [property: JsonConverter(typeof(KebabCaseEnumConverter<WatchedState>))] WatchedState State,
    double? PingMs,
    DateTimeOffset? LastAnswerAt,
    int Users,
    int MaxUsers,
    int Games,
    string Version,
    string Location,
    UptimeResource? Uptime
);

/// <summary>In what share of the rounds a server answered, 0 to 1; null where there was no round.</summary>
/// <param name="Day">Of the last 24 hours.</param>
/// <param name="Week">Of the last seven days.</param>
/// <param name="Month">Of the last thirty days.</param>
internal sealed record UptimeResource(double? Day, double? Week, double? Month);

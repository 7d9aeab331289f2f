using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>One thing to tell of one server.</summary>
/// <param name="Kind">What.</param>
/// <param name="Entry">The server.</param>
/// <param name="IsUp">Whether it answers now.</param>
/// <param name="SinceMinute">Since when it does, or does not: minutes since 1970.</param>
/// <param name="Changes">How often that has changed since it was last told of.</param>
internal sealed record Alarm(AlarmKind Kind, KailleraServerEntry Entry, bool IsUp, int SinceMinute, int Changes);

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What one round found of all servers.</summary>
/// <param name="Servers">The servers, in the list's order.</param>
/// <param name="AskedAt">When the round ended; <see langword="null"/> before the first.</param>
internal sealed record ServerEdition(IReadOnlyList<WatchedServer> Servers, DateTimeOffset? AskedAt)
{
    public static ServerEdition Nothing { get; } = new([], AskedAt: null);
}

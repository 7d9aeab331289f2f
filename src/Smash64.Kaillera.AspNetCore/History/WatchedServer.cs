using System.Globalization;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>A server of the list, and what the last round found of it.</summary>
/// <param name="Entry">What the list says.</param>
/// <param name="State">What was found.</param>
/// <param name="Result">What the pings learned; <see langword="null"/> if it was not asked.</param>
internal sealed record WatchedServer(KailleraServerEntry Entry, WatchedState State, KailleraPingResult? Result)
{
    /// <summary>Gets what its history is kept under: a server that moves to another address keeps its name.</summary>
    public string Key { get; } = KeyOf(Entry.Host, Entry.Port);

    public static string KeyOf(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host.ToLowerInvariant()}:{port}");
}

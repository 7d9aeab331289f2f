namespace Smash64.Kaillera.Console.Lists;

/// <summary>A server that a list names, and where it is.</summary>
/// <param name="Entry">What the list says.</param>
/// <param name="EndPoint">Where the server's host was found.</param>
/// <param name="List">The list, as it was typed.</param>
internal sealed record ListedServer(KailleraServerEntry Entry, IPEndPoint EndPoint, string List)
{
    /// <summary>Gets the address to copy: a name stays a name, since the address behind it may change.</summary>
    public string Address => $"{Entry.Host}:{Entry.Port}";

    /// <summary>Gets what the pings learned; nothing before they are over.</summary>
    public KailleraPingResult Ping { get; init; } = new(EndPoint, KailleraPingStatus.Unknown);

    public bool IsReachable => Ping.IsReachable;
}

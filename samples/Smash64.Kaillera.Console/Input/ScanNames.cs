using System.Collections.Concurrent;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Which hosts a list has named so far, how often, and by which name: each is asked once.</summary>
internal sealed class ScanNames
{
    private readonly ConcurrentDictionary<IPEndPoint, int> _counts = [];
    private readonly ConcurrentDictionary<IPEndPoint, string> _names = [];
    private readonly Dictionary<string, IPAddress> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts a host.</summary>
    /// <returns>Whether it is named for the first time.</returns>
    public bool Count(IPEndPoint host) => _counts.AddOrUpdate(host, 1, static (_, count) => count + 1) == 1;

    /// <summary>Gets how often a host was named.</summary>
    public int CountOf(IPEndPoint host) => _counts.GetValueOrDefault(host);

    /// <summary>Gets the name that led to a host, or <see langword="null"/>.</summary>
    public string? NameOf(IPEndPoint host) => _names.GetValueOrDefault(host);

    /// <summary>Finds the address of a name, each once. It waits: lists are read ahead, where nobody waits with it.</summary>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    public IPEndPoint Find(DnsEndPoint name, CancellationToken cancellationToken)
    {
        if (!_found.TryGetValue(name.Host, out var address))
        {
            address = HostNames.FindAsync(name, cancellationToken).GetAwaiter().GetResult().Address;
            _found.Add(name.Host, address);
        }

        var host = new IPEndPoint(address, name.Port);
        _names.TryAdd(host, name.Host);
        return host;
    }
}

using System.Buffers.Binary;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Which hosts a list has named so far, how often, and by which name: each is asked once. For any thread.</summary>
internal sealed class ScanNames
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _counts = [];
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<string, IPAddress> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts a host.</summary>
    /// <returns>Whether it is named for the first time.</returns>
    public bool Count(IPEndPoint host)
    {
        var key = KeyOf(host);
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(key);
            _counts[key] = count + 1;
            return count == 0;
        }
    }

    /// <summary>Gets how often a host was named.</summary>
    public int CountOf(IPEndPoint host)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(KeyOf(host));
        }
    }

    /// <summary>Gets the name that led to a host, or <see langword="null"/>.</summary>
    public string? NameOf(IPEndPoint host)
    {
        lock (_lock)
        {
            return _names.Count == 0 ? null : _names.GetValueOrDefault(KeyOf(host));
        }
    }

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
        lock (_lock)
        {
            _names.TryAdd(KeyOf(host), name.Host);
        }

        return host;
    }

    private static ulong KeyOf(IPEndPoint host)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        host.Address.TryWriteBytes(bytes, out _);
        return ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | (ushort)host.Port;
    }
}

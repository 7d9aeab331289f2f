using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Looks up the IPv4 addresses of the hosts that one call meets: each once, and not too many at a time.</summary>
/// <param name="find">Asks the resolver for all addresses of a name.</param>
/// <param name="options">How many at a time, and how long each.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends all waiting: what is not known by then stays unknown.</param>
internal sealed class HostLookup(
    Func<string, CancellationToken, Task<IPAddress[]>> find,
    KailleraServerListOptions options,
    TimeProvider time,
    CancellationToken stop
) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.MaxConcurrentResolves);
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<IPAddress>>>> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks the operating system.</summary>
    public static Task<IPAddress[]> AskSystemAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken);

    /// <summary>Finds a host's IPv4 addresses.</summary>
    /// <returns>The addresses, none when the host has none or nobody said so in time. The task never fails.</returns>
    public Task<IReadOnlyList<IPAddress>> FindAsync(string host) =>
        KailleraValidation.TryParseIPv4(host, out var address)
            ? Task.FromResult<IReadOnlyList<IPAddress>>([address])
            : _lookups.GetOrAdd(host, name => new(() => AskAsync(name))).Value;

    public void Dispose() => _places.Dispose();

    private async Task<IReadOnlyList<IPAddress>> AskAsync(string host)
    {
        try
        {
            await _places.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return [];
        }

        try
        {
            var asking = find(host, stop);
            HostNames.Observe(asking); // resolvers can't be stopped
            var addresses = await asking.WaitAsync(options.ResolveTimeout, time, stop).ConfigureAwait(false);
            return [.. addresses.Where(static address => address.AddressFamily == AddressFamily.InterNetwork)];
        }
        catch (Exception e) when (e is SocketException or ArgumentException or TimeoutException or OperationCanceledException)
        {
            return [];
        }
        finally
        {
            _places.Release();
        }
    }
}

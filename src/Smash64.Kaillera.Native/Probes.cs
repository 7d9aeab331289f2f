namespace Smash64.Kaillera.Native;

/// <summary>The probes that all calls share, so that nobody talks to a host while another call still leaves it.</summary>
internal static class Probes
{
    private static readonly Lock Guard = new();
    private static P2PProbe? _hosts;
    private static KailleraServerProbe? _servers;

    public static P2PProbe Hosts
    {
        get
        {
            lock (Guard)
            {
                return _hosts ??= new P2PProbe();
            }
        }
    }

    public static KailleraServerProbe Servers
    {
        get
        {
            lock (Guard)
            {
                return _servers ??= new KailleraServerProbe();
            }
        }
    }

    /// <summary>Waits until all that was visited is left. Who asks later gets new probes.</summary>
    public static async Task CloseAsync()
    {
        P2PProbe? hosts;
        KailleraServerProbe? servers;
        lock (Guard)
        {
            (hosts, servers) = (_hosts, _servers);
            (_hosts, _servers) = (null, null);
        }

        if (hosts is not null)
        {
            await hosts.DisposeAsync().ConfigureAwait(false);
        }

        if (servers is not null)
        {
            await servers.DisposeAsync().ConfigureAwait(false);
        }
    }
}

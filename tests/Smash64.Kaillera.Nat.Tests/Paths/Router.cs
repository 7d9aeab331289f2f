namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>A host's router, without a network.</summary>
internal sealed class Router(RouterKind kind, IPAddress address, int port, IPAddress thirdParty)
{
    private readonly HashSet<(int Port, IPEndPoint Other)> _open = [];
    private readonly Dictionary<IPEndPoint, int> _ports = [];
    private readonly HashSet<IPEndPoint> _strays = [];

    /// <summary>Lets a datagram out, and says where it seems to come from.</summary>
    public IPEndPoint? Leave(IPEndPoint destination)
    {
        if (kind == RouterKind.BlocksPlayers && !destination.Address.Equals(thirdParty))
        {
            return null;
        }

        if (!_ports.TryGetValue(destination, out var outer))
        {
            outer = kind == RouterKind.Symmetric || _strays.Contains(destination) ? 50_000 + _ports.Count : port;
            _ports[destination] = outer;
        }

        _open.Add((outer, destination));
        return new IPEndPoint(address, outer);
    }

    /// <summary>Tells whether a datagram gets in.</summary>
    public bool Enter(IPEndPoint sender, int outer)
    {
        if (_open.Contains((outer, sender)) || (kind == RouterKind.Forwards && outer == port))
        {
            return true;
        }

        if (kind == RouterKind.RemembersStrays && outer == port)
        {
            _strays.Add(sender);
        }

        return false;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>The sockets that a relay knows, found by what they call their own port and by where they are seen.</summary>
/// <param name="capacity">How many at most; beyond these the one that was idle longest goes.</param>
/// <param name="perAddress">How many of them at one address.</param>
internal sealed class SocketBook(int capacity, int perAddress)
{
    private readonly IdleOrder<IPEndPoint, AutopunchSocket> _bySeen = new(capacity);
    private readonly Dictionary<(IPAddress Address, int LocalPort), AutopunchSocket> _byLocal = [];
    private readonly Dictionary<IPAddress, int> _perAddress = [];

    public int Count => _bySeen.Count;

    /// <summary>Gets when the next one is forgotten, if nothing is heard of it.</summary>
    public TimeSpan NextForgotten => _bySeen.Idlest is { } idlest ? idlest.LastHeard + AutopunchProtocol.Lifetime : TimeSpan.MaxValue;

    /// <summary>Forgets those that fell silent, so that they take nobody's place.</summary>
    public void ForgetSilent(TimeSpan now)
    {
        while (_bySeen.Idlest is { } idlest && idlest.IsForgotten(now))
        {
            Forget(idlest);
        }
    }

    /// <summary>Tells whether a socket is known, by whatever it calls its own port.</summary>
    public bool IsKnown(IPEndPoint seen) => _bySeen.TryGet(seen, out _);

    /// <summary>Hears from a socket, known or not.</summary>
    public AutopunchSocket Hear(IPEndPoint seen, int localPort, TimeSpan now)
    {
        ForgetSilent(now);
        if (TryKeep(seen, localPort, now) && _bySeen.TryGet(seen, out var known))
        {
            return known;
        }

        var socket = new AutopunchSocket(seen, localPort) { LastHeard = now };
        if (_bySeen.TryGet(seen, out var before))
        {
            Forget(before);
        }

        if (_perAddress.GetValueOrDefault(seen.Address) >= perAddress)
        {
            return socket; // answered, but not remembered
        }

        if (_bySeen.Add(seen, socket) is { } idlest)
        {
            Release(idlest);
        }

        _perAddress[seen.Address] = _perAddress.GetValueOrDefault(seen.Address) + 1;
        _byLocal[(seen.Address, localPort)] = socket;
        return socket;
    }

    /// <summary>Finds the socket that is meant: by what it calls its own port, else by the port that it is seen at.</summary>
    public bool TryFind(IPEndPoint meant, TimeSpan now, [NotNullWhen(true)] out AutopunchSocket? socket)
    {
        if ((_byLocal.TryGetValue((meant.Address, meant.Port), out socket) || _bySeen.TryGet(meant, out socket)) && socket.IsForgotten(now))
        {
            Forget(socket);
            socket = null;
        }

        return socket is not null;
    }

    /// <summary>Hears from a socket that is known by this very port.</summary>
    private bool TryKeep(IPEndPoint seen, int localPort, TimeSpan now)
    {
        if (!_bySeen.TryGet(seen, out var known) || known.LocalPort != localPort)
        {
            return false;
        }

        known.LastHeard = now;
        _bySeen.Touch(seen);
        _byLocal[(seen.Address, localPort)] = known; // of two that call themselves the same, the one that was heard last
        return true;
    }

    private void Forget(AutopunchSocket socket)
    {
        _bySeen.Remove(socket.EndPoint);
        Release(socket);
    }

    private void Release(AutopunchSocket socket)
    {
        var key = (socket.EndPoint.Address, socket.LocalPort);
        if (_byLocal.TryGetValue(key, out var named) && named == socket)
        {
            _byLocal.Remove(key);
        }

        var left = _perAddress.GetValueOrDefault(socket.EndPoint.Address) - 1;
        if (left > 0)
        {
            _perAddress[socket.EndPoint.Address] = left;
        }
        else
        {
            _perAddress.Remove(socket.EndPoint.Address);
        }
    }
}

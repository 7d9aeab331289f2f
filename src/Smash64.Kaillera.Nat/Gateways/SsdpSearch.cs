using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>Searches UPnP routers: every question twice, until the time is over.</summary>
internal sealed class SsdpSearch(IReadOnlyList<IPEndPoint> places, int localPort, TimeSpan timeout) : IListeningProgram<SsdpDevice>
{
    private const int MaxDevices = 16;

    private static readonly TimeSpan SecondAt = TimeSpan.FromMilliseconds(300);

    private readonly HashSet<Uri> _known = [];
    private readonly Queue<(IPEndPoint Place, byte[] Datagram)> _outgoing = [];
    private readonly Queue<SsdpDevice> _events = [];
    private int _asked;
    private bool _hasEnded;

    public TimeSpan WakeUp => _hasEnded ? TimeSpan.MaxValue : _asked == 0 ? TimeSpan.Zero : _asked == 1 && SecondAt < timeout ? SecondAt : timeout;

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (!_hasEnded && _known.Count < MaxDevices && SsdpMessages.ReadLocation(datagram, sender.Address) is { } location && _known.Add(location))
        {
            _events.Enqueue(new SsdpDevice(location, sender.Address));
        }
    }

    public void Advance(TimeSpan now)
    {
        if (_hasEnded)
        {
            return;
        }

        if (now >= timeout)
        {
            _hasEnded = true;
            _events.Enqueue(new SsdpDevice(Location: null, Address: null));
        }
        else if (_asked == 0 || (_asked == 1 && now >= SecondAt))
        {
            _asked++;
            foreach (var place in places)
            {
                foreach (var question in SsdpMessages.Search(place))
                {
                    _outgoing.Enqueue((place, question));
                }
            }
        }
    }

    public void Close() => _hasEnded = true;

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        port = localPort;
        var isDue = _outgoing.TryDequeue(out var next);
        (destination, datagram) = (next.Place, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out SsdpDevice? happened) => _events.TryDequeue(out happened);
}

/// <summary>A device that describes itself somewhere, or, without a place, the end of the search.</summary>
internal sealed record SsdpDevice(Uri? Location, IPAddress? Address);

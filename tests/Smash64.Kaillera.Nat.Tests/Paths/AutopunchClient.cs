namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>Autopunch at a host: announces itself every 500 ms, and punches whom the relay names with its next turn, then each second.</summary>
internal sealed class AutopunchClient(IPEndPoint relay, int localPort) : IModelClient
{
    private readonly Dictionary<IPEndPoint, (TimeSpan Heard, TimeSpan Punched)> _peers = [];

    public TimeSpan WakeUp { get; private set; }

    public IEnumerable<(IPEndPoint To, byte[] Datagram)> Advance(TimeSpan now)
    {
        if (now < WakeUp)
        {
            yield break;
        }

        WakeUp = now + TimeSpan.FromMilliseconds(500);
        yield return (relay, [(byte)(localPort >> 8), (byte)localPort]);
        foreach (var (peer, (heard, punched)) in _peers.ToList())
        {
            if (now - heard > TimeSpan.FromSeconds(10))
            {
                _peers.Remove(peer);
            }
            else if (now - punched >= TimeSpan.FromSeconds(1))
            {
                _peers[peer] = (heard, now);
                yield return (peer, [0]);
            }
        }
    }

    public bool Receive(byte[] datagram, IPEndPoint sender, TimeSpan now)
    {
        if (sender.Equals(relay))
        {
            if (datagram.Length == 8)
            {
                Hear(new IPEndPoint(new IPAddress(datagram.AsSpan(4)), (datagram[2] << 8) | datagram[3]), now);
            }

            return true;
        }

        if (_peers.ContainsKey(sender))
        {
            Hear(sender, now);
        }

        return datagram is [0];
    }

    private void Hear(IPEndPoint peer, TimeSpan now) =>
        _peers[peer] = (now, _peers.TryGetValue(peer, out var known) ? known.Punched : TimeSpan.FromSeconds(-1));
}

using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.Nat.Paths;
using Smash64.Kaillera.Nat.Sessions;

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>The host's side of Autopunch, with the timing of the original.</summary>
/// <param name="relay">The relay. Only what comes from there is believed.</param>
/// <param name="localPort">What the socket calls its own port.</param>
internal sealed class AutopunchHostConversation(IPEndPoint relay, int localPort) : ISessionConversation<AutopunchEvent>
{
    private const int MaxPeers = 64;

    private static readonly TimeSpan PunchInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PeerLifetime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EchoInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private readonly bool _isLocal = PlayerAddress.IsLocal(relay.Address);
    private readonly Dictionary<IPEndPoint, Peer> _peers = [];
    private readonly Queue<(IPEndPoint To, byte[] Datagram)> _outgoing = [];
    private readonly Queue<AutopunchEvent> _events = [];
    private TimeSpan _nextEcho;
    private TimeSpan? _relayHeard;

    public TimeSpan WakeUp { get; private set; }

    public bool TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now)
    {
        if (sender.Equals(relay))
        {
            HearRelay(now);
            if (AutopunchProtocol.TryReadAnswer(datagram, out var answer) && PlayerAddress.IsFit(answer.Address, _isLocal))
            {
                Hear(new IPEndPoint(answer.Address, answer.PublicPort), now);
            }

            return true;
        }

        if (_peers.TryGetValue(sender, out var peer))
        {
            peer.Heard = now;
        }

        return datagram.Length == AutopunchProtocol.PunchLength && datagram[0] == AutopunchProtocol.Punch;
    }

    public void Advance(TimeSpan now)
    {
        if (now < WakeUp)
        {
            return;
        }

        WakeUp = now + AutopunchProtocol.Interval;
        var announcement = new byte[AutopunchProtocol.AnnouncementLength];
        AutopunchProtocol.WriteAnnouncement(announcement, localPort);
        _outgoing.Enqueue((relay, announcement));
        if (now >= _nextEcho)
        {
            _nextEcho = now + (_relayHeard is null ? PunchInterval : EchoInterval);
            _outgoing.Enqueue((relay, [AutopunchProtocol.Punch]));
        }

        if (_relayHeard is { } heard && now - heard >= Patience)
        {
            _relayHeard = null;
            _events.Enqueue(new AutopunchEvent(AutopunchEventKind.RelayLost));
        }

        foreach (var (endPoint, peer) in _peers.ToList())
        {
            if (now - peer.Heard >= PeerLifetime)
            {
                _peers.Remove(endPoint);
            }
            else if (now >= peer.NextPunch)
            {
                peer.NextPunch = now + PunchInterval;
                _outgoing.Enqueue((endPoint, [AutopunchProtocol.Punch]));
            }
        }
    }

    public void Close()
    {
        // The relay forgets by itself whom it does not hear.
    }

    public bool TryWrite([NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (destination, datagram) = (next.To, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out AutopunchEvent? happened) => _events.TryDequeue(out happened);

    private void HearRelay(TimeSpan now)
    {
        if (_relayHeard is null)
        {
            _events.Enqueue(new AutopunchEvent(AutopunchEventKind.RelayFound));
        }

        _relayHeard = now;
    }

    private void Hear(IPEndPoint endPoint, TimeSpan now)
    {
        if (_peers.TryGetValue(endPoint, out var known))
        {
            known.Heard = now;
        }
        else if (_peers.Count < MaxPeers)
        {
            _peers.Add(endPoint, new Peer { Heard = now, NextPunch = now });
            _events.Enqueue(new AutopunchEvent(AutopunchEventKind.PeerComing, endPoint));
        }
    }

    private sealed class Peer
    {
        public TimeSpan Heard { get; set; }

        public TimeSpan NextPunch { get; set; }
    }
}

using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>
/// Tells sockets that run Autopunch where the ones they send to are seen. Nobody is sent anything who has not just asked, but a socket that
/// announces itself, which learns of an asker at most five times in two seconds.
/// </summary>
/// <param name="localPort">The port it stands at.</param>
/// <param name="options">The limits.</param>
internal sealed class AutopunchRelayResponder(int localPort, AutopunchRelayOptions options) : IListeningProgram<object>
{
    private const int FirstPlayersPort = 1_024; // below are services

    private readonly SocketBook _sockets = new(options.MaxSockets, options.MaxSocketsPerAddress);
    private readonly AddressLimit _datagrams = new(
        TimeSpan.FromSeconds(1),
        options.MaxDatagramsPerAddressPerSecond,
        options.MaxDatagramsPerSecond
    );
    private readonly Queue<(IPEndPoint To, byte[] Datagram)> _outgoing = [];
    private readonly Queue<(TimeSpan At, IPEndPoint To, byte[] Datagram)> _later = []; // all by the same delay, so in their order

    public TimeSpan WakeUp => _later.TryPeek(out var next) && next.At < _sockets.NextForgotten ? next.At : _sockets.NextForgotten;

    /// <summary>Gets how many sockets are known.</summary>
    public int SocketCount => _sockets.Count;

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (
            sender.Port == 0
            || datagram.Length > AutopunchProtocol.QuestionLength
            || !ServedAddress.IsServed(sender.Address, options.AllowPrivateAddresses)
        )
        {
            return;
        }

        // A flood of forged datagrams must not make a socket forgotten that goes on announcing itself, nor keep a forged name.
        if (AutopunchProtocol.TryReadAnnouncement(datagram, out var announced))
        {
            if (_sockets.IsKnown(sender) || _datagrams.TryTake(sender.Address, now))
            {
                _sockets.Hear(sender, announced, now);
            }
        }
        else if (!_datagrams.TryTake(sender.Address, now))
        {
            return;
        }
        else if (AutopunchProtocol.TryReadQuestion(datagram, out var ownPort, out var peer))
        {
            Answer(_sockets.Hear(sender, ownPort, now), peer, now);
        }
        else if (datagram.Length == AutopunchProtocol.EchoLength && !IsAnswerer(sender.Port))
        {
            _outgoing.Enqueue((sender, datagram.ToArray()));
        }
    }

    public void Advance(TimeSpan now)
    {
        while (_later.TryPeek(out var next) && next.At <= now)
        {
            _later.Dequeue();
            _outgoing.Enqueue((next.To, next.Datagram));
        }

        _sockets.ForgetSilent(now);
    }

    public void Close() => _later.Clear();

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (port, destination, datagram) = (localPort, next.To, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out object? happened)
    {
        happened = null;
        return false;
    }

    // The peer is told first: its punch is on its way when the asker begins to speak.
    private void Answer(AutopunchSocket asker, IPEndPoint peer, TimeSpan now)
    {
        if (
            !_sockets.TryFind(peer, now, out var found)
            || found.EndPoint.Equals(asker.EndPoint)
            || !IsSameNet(asker.EndPoint.Address, found.EndPoint.Address)
        )
        {
            return;
        }

        if (!found.KnowsOf(asker.EndPoint, now))
        {
            if (!found.TryTellOf(asker.EndPoint, now))
            {
                return; // an answer would make the asker speak to a host that does not know of him; he asks again
            }

            _outgoing.Enqueue((found.EndPoint, Describe(asker)));
        }

        _later.Enqueue((now + AutopunchProtocol.PeerFirst, asker.EndPoint, Describe(found)));
    }

    // Whoever asks in another relay's or a service's name must not set two of them talking for ever.
    private bool IsAnswerer(int port) => port is < FirstPlayersPort or KailleraDefaults.AutopunchRelayPort || port == localPort;

    // A stranger who names 127.0.0.1 or an address of his own network means nobody of this machine or its network.
    private static bool IsSameNet(IPAddress one, IPAddress other) =>
        IPAddress.IsLoopback(one) == IPAddress.IsLoopback(other)
        && (KailleraValidation.GetScope(one) == AddressScope.Public) == (KailleraValidation.GetScope(other) == AddressScope.Public);

    private static byte[] Describe(AutopunchSocket socket)
    {
        var answer = new byte[AutopunchProtocol.AnswerLength];
        AutopunchProtocol.WriteAnswer(answer, socket.LocalPort, socket.EndPoint.Port, socket.EndPoint.Address);
        return answer;
    }
}

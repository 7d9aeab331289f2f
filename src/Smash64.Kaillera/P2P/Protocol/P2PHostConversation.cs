using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// A P2P host's side of the protocol, in its lobby: answers knocks and logins, holds the seat, repeats what it said, and
/// is free again after EXIT. It owns no socket and no clock: feed it what arrives, and send what it writes.
/// </summary>
/// <remarks>
/// <para>Times are spans since the host's start and never go back. Call <see cref="Advance"/> at <see cref="WakeUp"/>, and
/// after every call empty <see cref="TryWrite"/> and <see cref="TryReadEvent"/>. Not safe for calls from several threads
/// at a time.</para>
/// <para>It answers the recorded probers as real hosts of the first two generations did, byte for byte but for the body of
/// its own PINGs, which here is zero instead of memory. The third generation follows the source of RMG-K's rooms.</para>
/// </remarks>
internal sealed class P2PHostConversation
{
    private readonly Queue<(IPEndPoint Peer, byte[] Datagram)> _outgoing = [];
    private readonly Queue<P2PHostEvent> _events = [];
    private readonly P2PHostSeats _seats;
    private readonly bool _answersKnocks;

    /// <summary>Initializes a host whose seat is free.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public P2PHostConversation(P2PHostOptions? options = null)
    {
        var settings = (options ?? new P2PHostOptions()).Checked();
        _answersKnocks = settings.Generation != P2PHostGeneration.First;
        _seats =
            settings.Generation == P2PHostGeneration.Third
                ? new P2PRoomSeats(settings, Send, _events.Enqueue)
                : new P2PLobbySeat(settings, Send, _events.Enqueue);
    }

    /// <summary>Gets a value indicating whether somebody has a seat.</summary>
    public bool IsOccupied => _seats.IsOccupied;

    /// <summary>Gets the time at which <see cref="Advance"/> wants to be called next.</summary>
    /// <value><see cref="TimeSpan.MaxValue"/> when nothing is due.</value>
    public TimeSpan WakeUp => _seats.WakeUp;

    /// <summary>Takes a datagram. No byte in it can make this throw.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="sender">The address it came from.</param>
    /// <param name="now">The time it came.</param>
    /// <exception cref="ArgumentNullException"><paramref name="sender"/> is <see langword="null"/>.</exception>
    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(sender);

        Advance(now);
        if (P2PDatagramReader.TryReadRawFrame(datagram, out var text))
        {
            if (_answersKnocks && text.SequenceEqual(P2PProtocol.KnockText))
            {
                Send(sender, P2PProtocol.KnockReply.ToArray());
                _events.Enqueue(new P2PHostEvent(P2PHostEventKind.Knock, sender));
            }
        }
        else if (P2PDatagramReader.TryCreate(datagram, out var reader))
        {
            _seats.Receive(reader, sender, now);
        }
    }

    /// <summary>Does what is due: a peer that fell silent loses its seat.</summary>
    /// <param name="now">The time.</param>
    public void Advance(TimeSpan now) => _seats.Advance(now);

    /// <summary>Frees all seats and says EXIT to whoever had one.</summary>
    public void Close() => _seats.Close();

    /// <summary>Takes the next datagram to send.</summary>
    /// <param name="destination">Where to send it.</param>
    /// <param name="datagram">The payload.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryWrite([NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var found = _outgoing.TryDequeue(out var next);
        (destination, datagram) = (next.Peer, next.Datagram);
        return found;
    }

    /// <summary>Takes the next event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadEvent([NotNullWhen(true)] out P2PHostEvent? happened) => _events.TryDequeue(out happened);

    private void Send(IPEndPoint peer, byte[] datagram) => _outgoing.Enqueue((peer, datagram));
}

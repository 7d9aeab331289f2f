namespace Smash64.Kaillera.Protocol;

/// <summary>
/// One side of a conversation in datagrams with one other side, without socket, clock or thread: it is told what came
/// and what time it is, and says what to send and when to ask it again.
/// </summary>
/// <remarks>
/// Times are spans since the conversation's start, and never go back. The runner calls <see cref="TryWrite"/> until it
/// returns <see langword="false"/>: at the start, after every other call, and at <see cref="WakeUp"/>.
/// </remarks>
internal interface IDatagramConversation
{
    /// <summary>Gets a value indicating whether there is nothing more to send or to wait for.</summary>
    bool IsFinished { get; }

    /// <summary>Gets the time at which <see cref="TryWrite"/> wants to be called next, whatever arrives.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Does what is due, and writes the next datagram to send if there is one.</summary>
    /// <param name="now">The time.</param>
    /// <param name="buffer">Where to write; the conversation states how much room it needs.</param>
    /// <param name="length">The datagram's length.</param>
    /// <returns>Whether a datagram is to be sent; if so, another may be due.</returns>
    bool TryWrite(TimeSpan now, Span<byte> buffer, out int length);

    /// <summary>Takes a datagram that came from the other side. No byte in it can make this throw.</summary>
    /// <param name="datagram">The datagram's payload.</param>
    /// <param name="now">The time it came.</param>
    void Receive(ReadOnlySpan<byte> datagram, TimeSpan now);

    /// <summary>Takes the news that the other machine has nothing listening there (ICMP port unreachable).</summary>
    /// <param name="now">The time the news came.</param>
    void PortUnreachable(TimeSpan now);

    /// <summary>Asks the conversation to end as soon as it decently can.</summary>
    /// <param name="now">The time.</param>
    void Stop(TimeSpan now);
}

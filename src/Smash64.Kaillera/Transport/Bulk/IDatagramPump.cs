namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// One unconnected socket that many conversations share. It is synchronous and used by one thread: what is sent and what
/// comes goes through buffers that it owns, so that no datagram allocates anything.
/// </summary>
internal interface IDatagramPump : IDisposable
{
    /// <summary>Gets how many short replies the receive buffer that the system granted has room for.</summary>
    int Capacity { get; }

    /// <summary>Gets a value indicating whether the system says when a datagram came, in <see cref="Arrival.Age"/>.</summary>
    bool TellsAges { get; }

    /// <summary>Gets how many datagrams the system says it has dropped because that buffer was full; 0 where it doesn't say.</summary>
    long Drops { get; }

    /// <summary>Gets where to write the next datagram to send.</summary>
    Span<byte> Outgoing { get; }

    /// <summary>Sends what was written to <see cref="Outgoing"/>, at the latest with the next <see cref="Flush"/>.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="length">How many bytes were written.</param>
    void Send(RemoteAddress to, int length);

    /// <summary>Sends all that was not sent yet.</summary>
    void Flush();

    /// <summary>Waits until something has come, and takes as much as fits into one batch.</summary>
    /// <param name="wait">How long to wait at most; zero to look only.</param>
    /// <returns>How many arrivals there are.</returns>
    int Receive(TimeSpan wait);

    /// <summary>Gets an arrival of the last batch.</summary>
    Arrival this[int index] { get; }

    /// <summary>Gets the bytes of a datagram of the last batch.</summary>
    ReadOnlySpan<byte> GetPayload(in Arrival arrival);
}

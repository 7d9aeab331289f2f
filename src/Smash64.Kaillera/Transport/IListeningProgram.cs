using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera.Transport;

/// <summary>The protocol of a program that others talk to. It owns no socket and no clock; times are spans since its start.</summary>
/// <typeparam name="TEvent">What it tells of.</typeparam>
internal interface IListeningProgram<TEvent>
    where TEvent : class
{
    /// <summary>Gets the time at which <see cref="Advance"/> wants to be called next.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Takes a datagram that came to one of its ports.</summary>
    void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now);

    /// <summary>Does what is due.</summary>
    void Advance(TimeSpan now);

    /// <summary>Sends everybody away.</summary>
    void Close();

    /// <summary>Takes the next datagram to send.</summary>
    bool TryWrite(out int localPort, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram);

    /// <summary>Takes the next event.</summary>
    bool TryReadEvent([NotNullWhen(true)] out TEvent? happened);
}

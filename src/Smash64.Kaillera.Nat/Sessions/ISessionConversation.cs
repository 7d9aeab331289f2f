using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Sessions;

/// <summary>What a session says and hears beside a game, without socket or clock; times are spans since its start.</summary>
/// <typeparam name="TEvent">What it tells of.</typeparam>
internal interface ISessionConversation<TEvent>
    where TEvent : class
{
    /// <summary>Gets the time at which <see cref="Advance"/> wants to be called next.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Takes a datagram. No byte in it can make this throw.</summary>
    /// <returns>Whether the game must not see it.</returns>
    bool TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now);

    /// <summary>Does what is due.</summary>
    void Advance(TimeSpan now);

    /// <summary>Says farewell.</summary>
    void Close();

    /// <summary>Takes the next datagram to send.</summary>
    bool TryWrite([NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram);

    /// <summary>Takes the next event.</summary>
    bool TryReadEvent([NotNullWhen(true)] out TEvent? happened);
}

using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>What a bulk call has conversations about.</summary>
/// <typeparam name="TConversation">The conversations.</typeparam>
/// <typeparam name="TResult">What comes of each.</typeparam>
internal interface IBulkKind<TConversation, TResult>
    where TConversation : IPooledConversation
{
    /// <summary>Gets the name in telemetry.</summary>
    string Name { get; }

    /// <summary>Gets the longest datagram that a conversation writes.</summary>
    int MaxDatagramLength { get; }

    /// <summary>Gets the turns that conversations with one address take.</summary>
    AddressTurns Turns { get; }

    /// <summary>Makes a conversation. It is used again and again.</summary>
    TConversation Create();

    /// <summary>Throws what a caller is to see when an end point can't be asked: it isn't IPv4, or it has no port.</summary>
    /// <exception cref="ArgumentException">The end point breaks a rule.</exception>
    void Check(IPEndPoint endPoint);

    /// <summary>Makes the result of a conversation that has ended.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="endPoint">Whom it was with.</param>
    /// <param name="fault">Why this machine could not ask, or <see langword="null"/>.</param>
    TResult Conclude(TConversation conversation, IPEndPoint endPoint, SocketError? fault);

    /// <summary>Gets for how long nobody of this process may talk to the address after a conversation.</summary>
    TimeSpan PauseAfter(TConversation conversation);

    /// <summary>Gets for how long this call leaves the address alone, because late answers may come.</summary>
    TimeSpan RestAfter(TConversation conversation);
}

using System.Net;

namespace Smash64.Kaillera.Protocol;

/// <summary>A conversation with several other sides over one socket, which is not connected: who speaks may come from anywhere.</summary>
internal interface IManySidedConversation : IVisitConversation
{
    /// <summary>Gets where the datagram goes that was written last.</summary>
    IPEndPoint Destination { get; }

    /// <summary>Takes a datagram. No byte in it can make this throw.</summary>
    /// <param name="datagram">The datagram's payload.</param>
    /// <param name="sender">Where it came from.</param>
    /// <param name="now">The time it came.</param>
    void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now);
}

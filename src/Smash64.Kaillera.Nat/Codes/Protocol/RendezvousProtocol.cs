using System.Text;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>The words and times of the rendezvous, as today's clients have them.</summary>
internal static class RendezvousProtocol
{
    /// <summary>What a datagram begins with, behind the 0 that makes it a raw frame of a game socket.</summary>
    public const string Name = "N02TRAV1";

    public const char Separator = '|';

    /// <summary>No more fields than these are read.</summary>
    public const int MaxFields = 8;

    /// <summary>No client sends a longer datagram.</summary>
    public const int MaxLength = 256;

    /// <summary>Bytes of the headers of IP and UDP.</summary>
    public const int HeadersLength = 28;

    /// <summary>A host keeps every 10 s: after three that are missed it is offline.</summary>
    public static readonly TimeSpan SilentHostTimeout = TimeSpan.FromSeconds(35);

    /// <summary>How much earlier the host learns of a joiner than he of the host, since some routers remember who came too early.</summary>
    public static readonly TimeSpan HostFirst = TimeSpan.FromMilliseconds(300);

    /// <summary>For how long a code is busy with one joiner.</summary>
    public static readonly TimeSpan JoinTurn = TimeSpan.FromSeconds(5);

    /// <summary>No host is told of the same joiner more often.</summary>
    public static readonly TimeSpan PeerInterval = TimeSpan.FromSeconds(1);

    /// <summary>For how long a check's result is shared: a host that was told of a joiner punches for 15 s.</summary>
    public static readonly TimeSpan CheckTurn = TimeSpan.FromSeconds(20);

    /// <summary>For how long a claim waits to be confirmed.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(1);

    /// <summary>For how long a code is its owner's without being used.</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromDays(90);

    /// <summary>Writes what is said behind the protocol's name as a raw frame, which every client reads.</summary>
    public static byte[] Write(string text) => Encoding.ASCII.GetBytes($"\0{Name}{Separator}{text}");
}

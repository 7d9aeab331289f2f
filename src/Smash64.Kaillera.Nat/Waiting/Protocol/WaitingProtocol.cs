using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>The words and times of the list of waiting games, as clients have them.</summary>
internal static class WaitingProtocol
{
    /// <summary>No client sends a longer datagram: they write the text into 500 bytes.</summary>
    public const int MaxLength = 512;

    public const int MaxGameLength = P2PProtocol.MaxGameNameLength;
    public const int MaxEmulatorLength = P2PProtocol.MaxClientNameLength;
    public const int MaxUserLength = P2PProtocol.MaxUserNameLength;

    /// <summary>Hosts repeat themselves every 30 s: after three that are missed they are gone.</summary>
    public static readonly TimeSpan SilentHostTimeout = TimeSpan.FromSeconds(95);

    /// <summary>No host's ping is measured more often.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);

    /// <summary>What comes later is no round trip that anybody could play over.</summary>
    public static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(5);

    /// <summary>Gets <see cref="P2PProtocol.Knock"/>, for queues.</summary>
    public static ReadOnlyMemory<byte> Knock { get; } = P2PProtocol.Knock.ToArray();
}

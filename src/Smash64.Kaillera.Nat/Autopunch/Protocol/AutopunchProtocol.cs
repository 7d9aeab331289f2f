using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>
/// The messages and times of Autopunch, as its source of 2021 has them. They have no header: only the length tells which one it is. Numbers
/// are big-endian. No byte of what was received can make this throw.
/// </summary>
internal static class AutopunchProtocol
{
    /// <summary>A socket's own local port, in bytes: "whoever asks for it at my address means this socket".</summary>
    public const int AnnouncementLength = 2;

    /// <summary>A socket's own local port, then the address and port it sends to, in bytes.</summary>
    public const int QuestionLength = 8;

    /// <summary>The other's local port, public port and address, in bytes. It goes to who asked and to who was asked for alike.</summary>
    public const int AnswerLength = 8;

    /// <summary>Any one byte, which a relay sends back as it is.</summary>
    public const int EchoLength = 1;

    /// <summary>The only byte of the datagram that opens the way between two sockets. Games drop it.</summary>
    public const byte Punch = 0x00;

    /// <summary>Bytes of <see cref="Punch"/>'s datagram: as long as an echo, but between the two sockets.</summary>
    public const int PunchLength = 1;

    /// <summary>How often a socket announces itself, and how often at most it asks for the same peer and punches.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>For how long a relay knows a socket that it does not hear from.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    /// <summary>How much earlier the peer learns of an asker than he of it, since some routers remember who came too early. Ours.</summary>
    public static readonly TimeSpan PeerFirst = TimeSpan.FromMilliseconds(300);

    /// <summary>No peer is told of the same asker more often, who asks every <see cref="Interval"/>. Ours.</summary>
    public static readonly TimeSpan PeerInterval = TimeSpan.FromMilliseconds(400);

    /// <param name="destination">At least <see cref="AnnouncementLength"/> bytes.</param>
    /// <param name="localPort">The sender's own local port, 1 to 65535.</param>
    public static void WriteAnnouncement(Span<byte> destination, int localPort) => WritePort(destination, localPort);

    /// <summary>Reads what a socket calls its own port; zero, which no socket has, is malformed.</summary>
    public static bool TryReadAnnouncement(ReadOnlySpan<byte> datagram, out int localPort)
    {
        localPort = datagram.Length == AnnouncementLength ? BinaryPrimitives.ReadUInt16BigEndian(datagram) : 0;
        return localPort != 0;
    }

    /// <param name="destination">At least <see cref="QuestionLength"/> bytes.</param>
    /// <param name="localPort">The asker's own local port, 1 to 65535.</param>
    /// <param name="peer">The IPv4 end point it sends to.</param>
    public static void WriteQuestion(Span<byte> destination, int localPort, IPEndPoint peer)
    {
        WritePort(destination, localPort);
        WriteAddress(destination[2..], peer.Address);
        WritePort(destination[6..], peer.Port);
    }

    /// <summary>Reads for whom a socket asks; a port of zero is malformed, an address may be anything.</summary>
    public static bool TryReadQuestion(ReadOnlySpan<byte> datagram, out int localPort, [NotNullWhen(true)] out IPEndPoint? peer)
    {
        (localPort, peer) = (0, null);
        if (datagram.Length != QuestionLength)
        {
            return false;
        }

        var peerPort = BinaryPrimitives.ReadUInt16BigEndian(datagram[6..]);
        localPort = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        if (localPort == 0 || peerPort == 0)
        {
            return false;
        }

        peer = new IPEndPoint(new IPAddress(datagram.Slice(2, 4)), peerPort);
        return true;
    }

    /// <param name="destination">At least <see cref="AnswerLength"/> bytes.</param>
    /// <param name="localPort">What the other calls its own port, 1 to 65535.</param>
    /// <param name="publicPort">The port that the relay saw it send from, 1 to 65535.</param>
    /// <param name="address">The IPv4 address that the relay saw it send from.</param>
    public static void WriteAnswer(Span<byte> destination, int localPort, int publicPort, IPAddress address)
    {
        WritePort(destination, localPort);
        WritePort(destination[2..], publicPort);
        WriteAddress(destination[4..], address);
    }

    /// <summary>
    /// Reads what a relay says. A public port of zero is malformed, since nobody can be there. Who asked must compare: another address than
    /// the asked one, or neither port being the asked one, is no answer to it.
    /// </summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> datagram, out AutopunchAnswer answer)
    {
        answer = default;
        if (datagram.Length != AnswerLength || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) is not (> 0 and var publicPort))
        {
            return false;
        }

        answer = new AutopunchAnswer(BinaryPrimitives.ReadUInt16BigEndian(datagram), publicPort, new IPAddress(datagram.Slice(4, 4)));
        return true;
    }

    private static void WritePort(Span<byte> destination, int port) =>
        BinaryPrimitives.WriteUInt16BigEndian(destination, checked((ushort)port));

    private static void WriteAddress(Span<byte> destination, IPAddress address)
    {
        if (!address.TryWriteBytes(destination[..4], out _))
        {
            throw new ArgumentException("Autopunch knows IPv4 only.", nameof(address));
        }
    }
}

/// <summary>Who a relay says the other is. All of it is a stranger's word.</summary>
/// <param name="LocalPort">What the other calls its own port; 0 to 65535.</param>
/// <param name="PublicPort">The port that the relay saw it send from; 1 to 65535.</param>
/// <param name="Address">The IPv4 address that the relay saw it send from.</param>
internal readonly record struct AutopunchAnswer(int LocalPort, int PublicPort, IPAddress Address);

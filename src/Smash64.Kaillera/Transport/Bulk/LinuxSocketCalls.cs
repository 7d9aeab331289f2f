using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>The calls of Linux that the framework doesn't offer, their numbers and their layouts: all there is of them.</summary>
/// <remarks>
/// Sources: recvmmsg(2), sendmmsg(2), ip(7), socket(7), and the 64-bit layouts in <c>bits/socket.h</c>.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LinuxSocketCalls
{
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int StampOption = 35; // SO_TIMESTAMPNS
    public const int DropsOption = 40; // SO_RXQ_OVFL
    public const int IPLevel = 0; // IPPROTO_IP
    public const int ErrorsOption = 11; // IP_RECVERR
    public const int DontWait = 0x40; // MSG_DONTWAIT
    public const int ErrorQueue = 0x2000; // MSG_ERRQUEUE
    public const short PollIn = 1;
    public const short PollError = 8; // POLLERR: also while the error queue holds something
    public const int TryAgain = 11; // EAGAIN
    public const int ConnectionRefused = 111; // ECONNREFUSED
    public const ushort InternetFamily = 2; // AF_INET

    /// <summary>Gets a value indicating whether these layouts are this machine's.</summary>
    public static bool IsSupported => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    // length 8 (this header included), level 4, type 4, data, then up to the next multiple of 8
    public static bool TryReadControl(ref ReadOnlySpan<byte> rest, out int level, out int type, out ReadOnlySpan<byte> data)
    {
        const int HeaderLength = 16;
        (level, type) = (0, 0);
        data = default;
        if (rest.Length < HeaderLength || MemoryMarshal.Read<long>(rest) is not (>= HeaderLength and var length) || length > rest.Length)
        {
            return false;
        }

        level = MemoryMarshal.Read<int>(rest[8..]);
        type = MemoryMarshal.Read<int>(rest[12..]);
        data = rest[HeaderLength..(int)length];
        rest = rest[(int)Math.Min(rest.Length, (length + 7) & ~7L)..];
        return true;
    }

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sendmmsg(int socket, Message* messages, uint count, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int recvmmsg(int socket, Message* messages, uint count, int flags, UnixTime* timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recvmsg(int socket, Message* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ppoll(PollRequest* requests, nuint count, UnixTime* timeout, void* signals);

    public readonly struct InternetAddress(RemoteAddress remote)
    {
        private readonly ushort _family = InternetFamily;
        private readonly ushort _port = BinaryPrimitives.ReverseEndianness(remote.Port);
        private readonly uint _address = BinaryPrimitives.ReverseEndianness(remote.Address);
        private readonly ulong _padding;

        public RemoteAddress ToRemote() => new(BinaryPrimitives.ReverseEndianness(_address), BinaryPrimitives.ReverseEndianness(_port));
    }

    // struct iovec
    public struct IOVector
    {
        public nint Start;
        public nuint Length;
    }

    // struct mmsghdr: a struct msghdr and the length of what was received
    public struct Message
    {
        public nint Name;
        public uint NameLength;
        public nint Buffers;
        public nuint BufferCount;
        public nint Control;
        public nuint ControlLength;
        public int Flags;
        private readonly int _padding;
        public uint Length;

        public void Set(nint name, nint buffer)
        {
            Name = name;
            NameLength = (uint)sizeof(InternetAddress);
            Buffers = buffer;
            BufferCount = 1;
        }
    }

    public struct PollRequest
    {
        public int Handle;
        public short Events;
        public short Returned;
    }

    public struct UnixTime
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

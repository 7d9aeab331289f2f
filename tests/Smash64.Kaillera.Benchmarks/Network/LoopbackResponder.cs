using System.Runtime.InteropServices;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>
/// Answers PINGRQ, LOGN_REQ and the PING of Kaillera servers for all of 127.0.0.0/8, each from the address that was asked,
/// over one socket: a whole internet of hosts on one port. Linux only.
/// </summary>
/// <remarks>
/// Addresses whose second octet is <see cref="MixedOctet"/> or more are a network where every fifth host is silent. Beside
/// the figures, the tests use it too.
/// </remarks>
internal sealed unsafe partial class LoopbackResponder : IDisposable
{
    /// <summary>From this second octet on every fifth address is silent.</summary>
    public const int MixedOctet = 128;

    private const int Batch = 64;
    private const int Room = 256;
    private const int ControlLength = 64;
    private const int NameLength = 16; // struct sockaddr_in
    private const int SilentShare = 5;
    private const int IPLevel = 0; // IPPROTO_IP
    private const int PacketInformation = 8; // IP_PKTINFO
    private const int WaitForOne = 0x10000; // MSG_WAITFORONE
    private const int AddressOffset = 20; // in the control message: header 16, interface 4, then the address asked

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _thread;

    // Fields, not variables: the kernel's pointers into them keep nothing alive.
    private readonly Message[] _messages = GC.AllocateArray<Message>(Batch, pinned: true);
    private readonly Message[] _answers = GC.AllocateArray<Message>(Batch, pinned: true);
    private readonly Buffer[] _buffers = GC.AllocateArray<Buffer>(Batch, pinned: true);
    private readonly byte[] _names = GC.AllocateArray<byte>(Batch * NameLength, pinned: true);
    private readonly byte[] _controls = GC.AllocateArray<byte>(Batch * ControlLength, pinned: true);
    private readonly byte[] _payloads = GC.AllocateArray<byte>(Batch * Room, pinned: true);

    private readonly double _loss;
    private readonly Random _random;
    private volatile bool _isEnding;

    /// <summary>Starts to answer.</summary>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <param name="loss">The share of the questions, and again of the answers, that is lost.</param>
    /// <param name="seed">Decides which.</param>
    public LoopbackResponder(int port = 0, double loss = 0, int seed = 1)
    {
        _loss = loss;
        _random = new Random(seed);
        _socket.ReceiveBufferSize = 8 << 20;
        _socket.SendBufferSize = 8 << 20;
        _socket.SetRawSocketOption(IPLevel, PacketInformation, [1, 0, 0, 0]);
        _socket.Bind(new IPEndPoint(IPAddress.Any, port));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "Loopback responder" };
        _thread.Start();
    }

    public int Port { get; }

    private static ReadOnlySpan<byte> Knock => "\0PINGRQ\0"u8;

    private static ReadOnlySpan<byte> KnockReply => "\0xxxxxxxxxx\0"u8;

    private static ReadOnlySpan<byte> Ping => "PING\0"u8;

    private static ReadOnlySpan<byte> Pong => "PONG\0"u8;

    /// <summary>Gets an address of the network, numbered from 0; every fifth is silent in the mixed one.</summary>
    public static IPAddress GetAddress(int number, bool isMixed) =>
        new([127, (byte)((isMixed ? MixedOctet : 1) + (number / 62_500)), (byte)(number / 250 % 250), (byte)(1 + (number % 250))]);

    /// <summary>Tells whether an address is one of the silent ones.</summary>
    public static bool IsSilent(ReadOnlySpan<byte> address) => address[1] >= MixedOctet && address[3] % SilentShare == 0;

    public void Dispose()
    {
        _isEnding = true;
        using (var wakeUp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            wakeUp.SendTo([0], new IPEndPoint(IPAddress.Loopback, Port));
        }

        _thread.Join();
        _socket.Dispose();
    }

    private void Run()
    {
        var handle = (int)_socket.Handle;
        for (var i = 0; i < Batch; i++)
        {
            _buffers[i].Start = Marshal.UnsafeAddrOfPinnedArrayElement(_payloads, i * Room);
            _messages[i].Name = Marshal.UnsafeAddrOfPinnedArrayElement(_names, i * NameLength);
            _messages[i].Buffers = Marshal.UnsafeAddrOfPinnedArrayElement(_buffers, i);
            _messages[i].BufferCount = 1;
            _messages[i].Control = Marshal.UnsafeAddrOfPinnedArrayElement(_controls, i * ControlLength);
        }

        while (!_isEnding)
        {
            for (var i = 0; i < Batch; i++)
            {
                _buffers[i].Length = Room;
                _messages[i].NameLength = NameLength;
                _messages[i].ControlLength = ControlLength;
                _messages[i].Flags = 0;
            }

            var count = recvmmsg(handle, (Message*)Marshal.UnsafeAddrOfPinnedArrayElement(_messages, 0), Batch, WaitForOne, 0);
            var due = 0;
            for (var i = 0; i < count; i++)
            {
                var control = _controls.AsSpan(i * ControlLength, ControlLength);
                var length = Answer(_payloads.AsSpan(i * Room, Room), (int)_messages[i].Length, control[AddressOffset..]);
                if (length > 0)
                {
                    // The control message says which address was asked, and now which one to answer from.
                    _buffers[i].Length = (nuint)length;
                    _answers[due++] = _messages[i];
                }
            }

            var sent = 0;
            while (sent < due)
            {
                sent += Math.Max(
                    1,
                    sendmmsg(handle, (Message*)Marshal.UnsafeAddrOfPinnedArrayElement(_answers, sent), (uint)(due - sent), 0)
                );
            }
        }
    }

    private int Answer(Span<byte> datagram, int length, ReadOnlySpan<byte> address)
    {
        if (IsSilent(address) || (_loss > 0 && (_random.NextDouble() < _loss || _random.NextDouble() < _loss)))
        {
            return 0;
        }

        var question = datagram[..length];
        return question.SequenceEqual(Knock) ? Write(KnockReply, datagram)
            : question.SequenceEqual(Ping) ? Write(Pong, datagram)
            : IsLogin(question) ? WriteNames(datagram, address)
            : 0;
    }

    // count, then serial, length, type of the newest instruction: a login, or PINGs in front of one
    private static bool IsLogin(ReadOnlySpan<byte> question) => question is [> 0 and < 15, _, _, 0x00 or 0x01, ..];

    private static int Write(ReadOnlySpan<byte> answer, Span<byte> datagram)
    {
        answer.CopyTo(datagram);
        return answer.Length;
    }

    // One instruction, accepted: the host's name is its address, so that a test sees who was taken for whom.
    private static int WriteNames(Span<byte> datagram, ReadOnlySpan<byte> address)
    {
        const int Names = 32 + 128;
        datagram[..(4 + Names)].Clear();
        (datagram[0], datagram[1], datagram[2], datagram[3]) = (1, 0, 1 + Names, 0x10);
        new IPAddress(address[..4]).TryFormat(datagram.Slice(4, 31), out _);
        "SMASH"u8.CopyTo(datagram[36..]);
        return 4 + Names;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int recvmmsg(int socket, Message* messages, uint count, int flags, nint timeout);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sendmmsg(int socket, Message* messages, uint count, int flags);

    private struct Buffer
    {
        public nint Start;
        public nuint Length;
    }

    // struct mmsghdr of 64-bit Linux. The kernel fills in what is never written here.
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Message
    {
        [FieldOffset(0)]
        public nint Name;

        [FieldOffset(8)]
        public uint NameLength;

        [FieldOffset(16)]
        public nint Buffers;

        [FieldOffset(24)]
        public nuint BufferCount;

        [FieldOffset(32)]
        public nint Control;

        [FieldOffset(40)]
        public nuint ControlLength;

        [FieldOffset(48)]
        public int Flags;

        [FieldOffset(56)]
        public readonly uint Length;
    }
}

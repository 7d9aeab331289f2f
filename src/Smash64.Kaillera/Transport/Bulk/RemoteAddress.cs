using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>An IPv4 address and a port as one value: what replies are found by, without an object for each datagram.</summary>
/// <param name="Address">The address; 127.0.0.1 is 0x7F000001.</param>
/// <param name="Port">The port.</param>
internal readonly record struct RemoteAddress(uint Address, ushort Port)
{
    private const uint LoopbackNetwork = 127;

    /// <summary>Gets a value indicating whether datagrams to it stay on this machine.</summary>
    public bool IsLoopback => Address >> 24 == LoopbackNetwork;

    /// <summary>Gets address and port in one number.</summary>
    public ulong Key => ((ulong)Address << 16) | Port;

    /// <summary>Reads an end point.</summary>
    /// <returns>Whether it is IPv4 and has a port.</returns>
    public static bool TryRead(IPEndPoint endPoint, out RemoteAddress remote)
    {
        remote = default;
        if (endPoint.AddressFamily != AddressFamily.InterNetwork || endPoint.Port == 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        endPoint.Address.TryWriteBytes(bytes, out _);
        remote = new RemoteAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port);
        return true;
    }

    /// <summary>Reads an end point that was checked before.</summary>
    public static RemoteAddress From(IPEndPoint endPoint) => TryRead(endPoint, out var remote) ? remote : throw new UnreachableException();
}

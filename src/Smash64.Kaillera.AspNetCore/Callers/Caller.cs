using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.AspNetCore.Callers;

/// <summary>Who asks.</summary>
/// <param name="Address">His address, an IPv4 one never wrapped in IPv6; <see langword="null"/> when it can't be told.</param>
internal sealed record Caller(IPAddress? Address)
{
    /// <summary>The bits of an IPv6 address that one household has to itself: a /64 (RFC 6177, RFC 7421).</summary>
    private const int HouseholdLength = 8;

    /// <summary>Gets his address if a P2P host could be there.</summary>
    public IPAddress? IPv4 => Address is { AddressFamily: AddressFamily.InterNetwork } ? Address : null;

    /// <summary>Gets what the limits count him by. All unknown callers are one.</summary>
    public ulong LimitKey
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            return Address is null || !Address.TryWriteBytes(bytes, out var length) ? 0
                : length < HouseholdLength ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
                : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }
    }

    public bool Owns(IPEndPoint target) => target.Address.Equals(Address);
}

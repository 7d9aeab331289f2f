using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    private const int IPv6Length = 16;

    // Both registries, read in this order: the first block that holds the address decides, so an exception stands
    // before the block it is cut from. The registry's three other globally reachable blocks (192.31.196.0/24,
    // 192.52.193.0/24 and 192.175.48.0/24) lie in no larger one, and so are public without being named.
    private static readonly AddressBlock[] AddressBlocks =
    [
        new("0.0.0.0/32", AddressScope.Unspecified),
        new("0.0.0.0/8", AddressScope.Reserved),
        new("10.0.0.0/8", AddressScope.Private),
        new("100.64.0.0/10", AddressScope.CarrierGradeNat),
        new("127.0.0.0/8", AddressScope.Loopback),
        new("169.254.0.0/16", AddressScope.LinkLocal),
        new("172.16.0.0/12", AddressScope.Private),
        new("192.0.0.9/32", AddressScope.Public), // port control protocol anycast, RFC 7723
        new("192.0.0.10/32", AddressScope.Public), // TURN anycast, RFC 8155
        new("192.0.0.0/24", AddressScope.Reserved),
        new("192.0.2.0/24", AddressScope.Documentation),
        new("192.88.99.0/24", AddressScope.Reserved),
        new("192.168.0.0/16", AddressScope.Private),
        new("198.18.0.0/15", AddressScope.Benchmarking),
        new("198.51.100.0/24", AddressScope.Documentation),
        new("203.0.113.0/24", AddressScope.Documentation),
        new("224.0.0.0/4", AddressScope.Multicast),
        new("255.255.255.255/32", AddressScope.Broadcast),
        new("240.0.0.0/4", AddressScope.Reserved),
    ];

    /// <summary>Tells who can reach an address.</summary>
    /// <param name="address">
    /// An IPv4 address. An IPv6 address that only wraps one (<c>::ffff:a.b.c.d</c>) counts as the IPv4 address inside.
    /// </param>
    /// <returns>
    /// The block of the registries that holds the address; <see cref="AddressScope.Public"/> where none does, or where
    /// the registry calls the block globally reachable; <see cref="AddressScope.Unknown"/> for any other IPv6 address.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// <para>Sources: the <see href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4
    /// Special-Purpose Address Registry</see> (RFC 6890) and the
    /// <see href="https://www.iana.org/assignments/multicast-addresses">IANA IPv4 Multicast Address Space
    /// Registry</see> (RFC 5771).</para>
    /// <para>Public in spite of an entry, since the registry calls them globally reachable: 192.0.0.9 (RFC 7723),
    /// 192.0.0.10 (RFC 8155), 192.31.196.0/24 (AS112, RFC 7535), 192.52.193.0/24 (AMT, RFC 7450) and 192.175.48.0/24
    /// (AS112, RFC 7534).</para>
    /// <para>Public means that the address may be reached from the internet, not that anything answers there: a
    /// network's own broadcast address, for one, can't be told without its mask.</para>
    /// </remarks>
    public static AddressScope GetScope(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);

        Span<byte> bytes = stackalloc byte[IPv6Length];
        if (
            !address.TryWriteBytes(bytes, out var length)
            || (address.AddressFamily is not AddressFamily.InterNetwork && !address.IsIPv4MappedToIPv6)
        )
        {
            return AddressScope.Unknown;
        }

        // The whole of an IPv4 address, the end of a wrapped one.
        var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - sizeof(uint))..]);
        foreach (var block in AddressBlocks)
        {
            if (block.Holds(value))
            {
                return block.Scope;
            }
        }

        return AddressScope.Public;
    }

    // Not an IPNetwork itself: that takes addresses, and unwrapping one would allocate.
    private readonly struct AddressBlock
    {
        private readonly uint _first;
        private readonly uint _mask;

        public AddressBlock(string prefix, AddressScope scope)
        {
            var network = IPNetwork.Parse(prefix);
            _first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
            _mask = uint.MaxValue << (32 - network.PrefixLength);
            Scope = scope;
        }

        public AddressScope Scope { get; }

        public bool Holds(uint address) => (address & _mask) == _first;
    }
}

using System.Buffers.Binary;

namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationScopeTests
{
    // Each block with what lies directly before and after it: null where the address space ends.
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0", AddressScope.Unspecified, null, AddressScope.Reserved)]
    [InlineData("0.0.0.1", "0.255.255.255", AddressScope.Reserved, AddressScope.Unspecified, AddressScope.Public)]
    [InlineData("10.0.0.0", "10.255.255.255", AddressScope.Private, AddressScope.Public, AddressScope.Public)]
    [InlineData(
        "100.64.0.0", "100.127.255.255", AddressScope.CarrierGradeNat, AddressScope.Public, AddressScope.Public)]
    [InlineData("127.0.0.0", "127.255.255.255", AddressScope.Loopback, AddressScope.Public, AddressScope.Public)]
    [InlineData("169.254.0.0", "169.254.255.255", AddressScope.LinkLocal, AddressScope.Public, AddressScope.Public)]
    [InlineData("172.16.0.0", "172.31.255.255", AddressScope.Private, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.0.0.0", "192.0.0.8", AddressScope.Reserved, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.0.0.9", "192.0.0.10", AddressScope.Public, AddressScope.Reserved, AddressScope.Reserved)]
    [InlineData("192.0.0.11", "192.0.0.255", AddressScope.Reserved, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.0.2.0", "192.0.2.255", AddressScope.Documentation, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.31.196.0", "192.31.196.255", AddressScope.Public, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.52.193.0", "192.52.193.255", AddressScope.Public, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.88.99.0", "192.88.99.255", AddressScope.Reserved, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.168.0.0", "192.168.255.255", AddressScope.Private, AddressScope.Public, AddressScope.Public)]
    [InlineData("192.175.48.0", "192.175.48.255", AddressScope.Public, AddressScope.Public, AddressScope.Public)]
    [InlineData("198.18.0.0", "198.19.255.255", AddressScope.Benchmarking, AddressScope.Public, AddressScope.Public)]
    [InlineData("198.51.100.0", "198.51.100.255", AddressScope.Documentation, AddressScope.Public, AddressScope.Public)]
    [InlineData("203.0.113.0", "203.0.113.255", AddressScope.Documentation, AddressScope.Public, AddressScope.Public)]
    [InlineData("224.0.0.0", "239.255.255.255", AddressScope.Multicast, AddressScope.Public, AddressScope.Reserved)]
    [InlineData("240.0.0.0", "255.255.255.254", AddressScope.Reserved, AddressScope.Multicast, AddressScope.Broadcast)]
    [InlineData("255.255.255.255", "255.255.255.255", AddressScope.Broadcast, AddressScope.Reserved, null)]
    public void GetScope_EdgesOfABlock_ChangeExactlyThere(
        string first, string last, AddressScope inside, AddressScope? before, AddressScope? after)
    {
        var (low, high) = (ValueOf(first), ValueOf(last));

        ScopeOf(low).Should().Be(inside, "{0} is the first of the block", first);
        ScopeOf(high).Should().Be(inside, "{0} is the last of the block", last);
        ScopeOf(low + ((high - low) / 2)).Should().Be(inside, "it is in the middle of the block");
        (low == 0 ? null : ScopeOf(low - 1)).Should().Be(before, "it is one before {0}", first);
        (high == uint.MaxValue ? null : ScopeOf(high + 1)).Should().Be(after, "it is one after {0}", last);
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1", AddressScope.Private, "it wraps an IPv4 address")]
    [InlineData("::ffff:8.8.8.8", AddressScope.Public, "it wraps an IPv4 address")]
    [InlineData("::ffff:0.0.0.0", AddressScope.Unspecified, "it wraps an IPv4 address")]
    [InlineData("::10.0.0.1", AddressScope.Unknown, "the IPv4-compatible form is retired, RFC 4291")]
    [InlineData("::1", AddressScope.Unknown, "it is IPv6")]
    [InlineData("::", AddressScope.Unknown, "it is IPv6")]
    [InlineData("fe80::1%7", AddressScope.Unknown, "it is IPv6 with a zone")]
    [InlineData("2606:4700:4700::1111", AddressScope.Unknown, "it is IPv6, public or not")]
    public void GetScope_IPv6_CountsOnlyAWrappedIPv4Address(string text, AddressScope expected, string because) =>
        KailleraValidation.GetScope(IPAddress.Parse(text)).Should().Be(expected, because);

    [Fact]
    public void GetScope_Null_Throws()
    {
        var get = () => KailleraValidation.GetScope(null!);

        get.Should().Throw<ArgumentNullException>().WithParameterName("address");
    }

    [Theory]
    [InlineData("192.168.1.20", "is a private address")]
    [InlineData("100.64.0.1", "carrier-grade NAT")]
    [InlineData("127.0.0.1", "is this machine itself")]
    [InlineData("169.254.3.4", "is a link-local address")]
    [InlineData("224.0.0.251", "is a multicast address")]
    [InlineData("255.255.255.255", "is the broadcast address")]
    [InlineData("192.0.2.1", "examples in documents")]
    [InlineData("198.18.0.1", "test networks")]
    [InlineData("0.0.0.0", "every address of a machine")]
    [InlineData("240.0.0.1", "is a reserved address")]
    [InlineData("2001:db8::1", "is not an IPv4 address")]
    public void GetScopeWarning_NotPublic_SaysWhichAddressAndWhy(string text, string reason)
    {
        var warning = KailleraValidation.GetScopeWarning(IPAddress.Parse(text));

        warning.Should().StartWith(text + " ").And.Contain(reason).And.EndWith(".").And.NotContain("\n");
    }

    [Fact]
    public void GetScopeWarning_PrivateAddress_IsOnePlainSentence() =>
        KailleraValidation.GetScopeWarning(IPAddress.Parse("192.168.1.20")).Should().Be(
            "192.168.1.20 is a private address: nobody outside your network can reach it; "
            + "your public address is what to share.");

    [Fact]
    public void GetScopeWarning_EveryScope_HasItsOwnSentence()
    {
        string[] addresses =
        [
            "::1", "8.8.8.8", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.0.1", "224.0.0.1", "255.255.255.255",
            "192.0.2.1", "198.18.0.1", "0.0.0.0", "240.0.0.1",
        ];

        var parsed = addresses.Select(IPAddress.Parse).ToList();
        var warnings = parsed.Select(address => KailleraValidation.GetScopeWarning(address)?.Split(' ', 2)[1]);

        parsed.Select(KailleraValidation.GetScope).Should().BeEquivalentTo(Enum.GetValues<AddressScope>());
        warnings.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    public void GetScopeWarning_Public_ReturnsNull(string text) =>
        KailleraValidation.GetScopeWarning(IPAddress.Parse(text)).Should().BeNull();

    [Fact]
    public void GetScopeWarning_WrappedIPv4_NamesTheIPv4Address() =>
        KailleraValidation.GetScopeWarning(IPAddress.Parse("::ffff:10.1.2.3")).Should().StartWith("10.1.2.3 is");

    [Fact]
    public void GetScopeWarning_Null_Throws()
    {
        var get = () => KailleraValidation.GetScopeWarning(null!);

        get.Should().Throw<ArgumentNullException>().WithParameterName("address");
    }

    private static uint ValueOf(string text) =>
        BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(text).GetAddressBytes());

    private static AddressScope? ScopeOf(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return KailleraValidation.GetScope(new IPAddress(bytes));
    }
}

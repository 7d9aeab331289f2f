namespace Smash64.Kaillera.Nat.Stun.Protocol;

/// <summary>Numbers of STUN: RFC 8489, and RFC 5780 for the other address.</summary>
internal static class StunProtocol
{
    public const int HeaderLength = 20;
    public const int TransactionIdLength = 12;
    public const int AttributeHeaderLength = 4;

    /// <summary>An address of IPv4 with its header: 4 bytes, then a zero, the family, the port and the address.</summary>
    public const int AddressAttributeLength = AttributeHeaderLength + 8;

    /// <summary>No message here is longer; servers of others add attributes, all within an Ethernet frame.</summary>
    public const int MaxLength = 1_500;

    public const uint Cookie = 0x2112A442;
    public const byte IPv4 = 1;

    public const ushort BindingRequest = 0x0001;
    public const ushort BindingAnswer = 0x0101;
    public const ushort BindingError = 0x0111;

    public const ushort MappedAddress = 0x0001;
    public const ushort ErrorCode = 0x0009;
    public const ushort UnknownAttributes = 0x000A;
    public const ushort XorMappedAddress = 0x0020;
    public const ushort Software = 0x8022;
    public const ushort OtherAddress = 0x802C;

    /// <summary>Attributes below must be understood by who is asked; those from here on may be passed over.</summary>
    public const ushort FirstOptional = 0x8000;

    public const int UnknownAttribute = 420;
}

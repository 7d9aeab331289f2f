namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>One message inside a received datagram. It points into the datagram's bytes and copies none.</summary>
/// <remarks>docs/kaillera-protocol.md tells what stands in the body of each type.</remarks>
public readonly ref struct KailleraMessage
{
    internal KailleraMessage(ushort number, KailleraMessageType type, ReadOnlySpan<byte> body)
    {
        Number = number;
        Type = type;
        Body = body;
    }

    /// <summary>Gets the sender's number: counts up from 0 and wraps at 65,536.</summary>
    public ushort Number { get; }

    /// <summary>Gets the type. It may be a value the enumeration has no name for.</summary>
    public KailleraMessageType Type { get; }

    /// <summary>Gets the body: 0 to 65,534 bytes, without the type.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Gets a value indicating whether the type is one of the protocol's 23.</summary>
    public bool IsKnown => Type is >= KailleraMessageType.Quit and <= KailleraMessageType.Information;
}

namespace Smash64.Kaillera.Native.Structs;

#pragma warning disable CS0649 // C sets and reads these fields; the header says what each means

/// <summary><c>s64k_validation</c>.</summary>
internal struct Validation
{
    public uint Size;
    public int AddressValid;
    public int PortValid;
    public int Scope;
}

/// <summary><c>s64k_end_point</c>.</summary>
internal unsafe struct EndPoint
{
    public uint Size;
    public ushort Port;
    public fixed byte Address[AddressSize];

    public const int AddressSize = 18;
}

namespace Smash64.Kaillera.Native.Structs;

#pragma warning disable CS0649 // C sets and reads these fields; the header says what each means

/// <summary><c>s64k_practice_options</c>.</summary>
internal unsafe struct PracticeOptions
{
    public uint Size;
    public int Port;
    public byte* Address;
    public byte* UserName;
    public byte* Game;
    public int Generation;
    public int Reserved;
}

/// <summary><c>s64k_practice_info</c>.</summary>
internal unsafe struct PracticeInfo
{
    public uint Size;
    public int Port;
    public byte* Address;
}

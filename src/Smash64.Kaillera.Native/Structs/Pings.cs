namespace Smash64.Kaillera.Native.Structs;

#pragma warning disable CS0649 // C sets and reads these fields; the header says what each means

/// <summary><c>s64k_ping_options</c>.</summary>
internal struct PingOptions
{
    public uint Size;
    public int Count;
    public uint TimeoutMs;
    public uint IntervalMs;
}

/// <summary><c>s64k_ping_info</c>.</summary>
internal unsafe struct PingInfo
{
    public uint Size;
    public int Status;
    public int Reachable;
    public int Sent;
    public int Received;
    public int Frames;
    public int Port;
    public int Reserved;
    public double Loss;
    public double MinMs;
    public double MeanMs;
    public double MaxMs;
    public double JitterMs;
    public double ElapsedMs;
    public byte* Address;
    public byte* Reason;
}

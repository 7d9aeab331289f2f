namespace Smash64.Kaillera.Native.Structs;

#pragma warning disable CS0649 // C sets and reads these fields; the header says what each means

/// <summary><c>s64k_check_options</c>.</summary>
internal unsafe struct CheckOptions
{
    public uint Size;
    public int Mode;
    public uint TimeoutMs;
    public int UntilLeft;
    public byte* UserName;
}

/// <summary><c>s64k_check_info</c>.</summary>
internal unsafe struct CheckInfo
{
    public uint Size;
    public int Status;
    public int Reachable;
    public int Scope;
    public double RoundTripMs;
    public double ElapsedMs;
    public uint DatagramsSent;
    public uint DatagramsReceived;
    public int IsKailleraServer;
    public int Port;
    public byte* Address;
    public byte* Reason;
    public byte* Warning;
    public byte* HostName;
    public byte* Game;
}

namespace Smash64.Kaillera.Native.Structs;

#pragma warning disable CS0649 // C sets and reads these fields; the header says what each means

/// <summary><c>s64k_query_options</c>.</summary>
internal unsafe struct QueryOptions
{
    public uint Size;
    public uint TimeoutMs;
    public byte* UserName;
}

/// <summary><c>s64k_query_info</c>.</summary>
internal unsafe struct QueryInfo
{
    public uint Size;
    public int Status;
    public int Reachable;
    public int Port;
    public int UserCount;
    public int GameCount;
    public int AnnouncementCount;
    public int IsComplete;
    public int HasLeft;
    public int Reserved;
    public double RoundTripMs;
    public double ElapsedMs;
    public byte* Address;
    public byte* Reason;
    public byte* Rejection;
}

/// <summary><c>s64k_user</c>.</summary>
internal unsafe struct User
{
    public uint Size;
    public int Id;
    public int Status;
    public int Connection;
    public double PingMs;
    public byte* Name;
}

/// <summary><c>s64k_game</c>.</summary>
internal unsafe struct Game
{
    public uint Size;
    public int Status;
    public long Id;
    public int Players;
    public int MaxPlayers;
    public byte* Name;
    public byte* Owner;
    public byte* Emulator;
}

namespace Smash64.Kaillera.Native;

/// <summary>What an export returns: <c>S64K_*</c> of the header.</summary>
internal static class ErrorCode
{
    public const int Ok = 0;
    public const int InvalidArgument = 1;
    public const int InvalidHandle = 2;
    public const int Network = 3;
    public const int Name = 4;
    public const int TimedOut = 5;
    public const int Cancelled = 6;
    public const int Internal = 7;
}

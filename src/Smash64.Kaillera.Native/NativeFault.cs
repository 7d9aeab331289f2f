namespace Smash64.Kaillera.Native;

/// <summary>Ends an export with an error code and a sentence.</summary>
internal sealed class NativeFault(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    public static NativeFault BadArgument(string message) => new(ErrorCode.InvalidArgument, message);
}

using System.Net.Sockets;

namespace Smash64.Kaillera.Native;

/// <summary>How a call or an operation ended: an error code, and a sentence if it failed.</summary>
internal readonly record struct Outcome(int Code, string Message)
{
    public static Outcome Ok => new(ErrorCode.Ok, string.Empty);

    /// <summary>Tells what stands for what was thrown.</summary>
    public static Outcome Of(Exception fault) =>
        fault switch
        {
            NativeFault known => new(known.Code, known.Message),
            HostNameException => new(ErrorCode.Name, fault.Message),
            OperationCanceledException => new(ErrorCode.Cancelled, "The operation was cancelled."),
            SocketException => new(ErrorCode.Network, fault.Message),
            ArgumentException => new(ErrorCode.InvalidArgument, fault.Message),
            _ => new(ErrorCode.Internal, $"{fault.GetType().Name}: {fault.Message}"),
        };
}

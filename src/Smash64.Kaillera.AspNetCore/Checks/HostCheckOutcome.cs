using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <param name="Result">What the probe had learned at its verdict, or <see langword="null"/> if this machine could not ask.</param>
/// <param name="Fault">Why it could not.</param>
/// <param name="OtherWay">What asking by the other way had come to, where Autopunch's relay was tried after the direct way.</param>
internal sealed record HostCheckOutcome(P2PProbeResult? Result, SocketError? Fault, P2PProbeResult? OtherWay = null)
{
    public bool IsReachable => Result is { IsReachable: true };

    /// <summary>Gets a value indicating whether nobody is there as far as the direct way tells: silence, or a closed port.</summary>
    public bool FoundNobody => Result is { Path: null, Status: P2PProbeStatus.NoResponse or P2PProbeStatus.PortClosed };

    /// <summary>Gets a value indicating whether nothing more is sent: the host is left.</summary>
    public bool IsLeft => Result is null or { Completion.IsCompleted: true };

    /// <summary>Gets the result with the counts up to now, or to the verdict while the host is being left.</summary>
    public P2PProbeResult? LatestResult => IsLeft && Result is not null ? Result.Completion.Result : Result;

    /// <summary>Reads what came of a probe, or <see langword="null"/> if it was stopped.</summary>
    /// <param name="probing">The probe, which has ended.</param>
    public static HostCheckOutcome? Read(Task<P2PProbeResult> probing) =>
        probing.IsCompletedSuccessfully ? new(probing.Result, Fault: null)
        : probing.Exception?.InnerException is { } exception
            ? new(Result: null, (exception as SocketException)?.SocketErrorCode ?? SocketError.SocketError)
        : null;

    /// <summary>Adds what came of trying the relay: a host that answers through it is what the check has found.</summary>
    public HostCheckOutcome WithRelay(P2PProbeResult relayed) =>
        relayed is { RoundTripTime: not null, Path.Failure: P2PPathFailure.None }
            ? new(relayed, Fault: null, Result)
            : this with
            {
                OtherWay = relayed,
            };
}

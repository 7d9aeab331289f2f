using System.Net.Sockets;

namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>How a check ended: with a result, with a fault, lost, or none of them where it took too long.</summary>
/// <param name="Result">What the probe has learned up to now.</param>
/// <param name="IsLeft">Whether that is all: the host is left.</param>
/// <param name="Fault">Why the machine could not ask, as a socket's error code.</param>
/// <param name="IsLost">Whether the replica stopped it.</param>
/// <param name="OtherWay">What asking by the other way had come to, where two were tried.</param>
[GenerateSerializer, Immutable]
internal sealed record OutcomeMessage(ResultMessage? Result, bool IsLeft, int? Fault, bool IsLost, ResultMessage? OtherWay)
{
    /// <param name="check">A check that has ended.</param>
    /// <param name="isStopping">Whether the replica stops its checks.</param>
    public static OutcomeMessage Of(HostCheck check, bool isStopping)
    {
        if (!check.Outcome.IsCompletedSuccessfully)
        {
            return new OutcomeMessage(Result: null, IsLeft: true, Fault: null, isStopping || check.IsLost, OtherWay: null);
        }

        return Of(check.Outcome.Result);
    }

    public static OutcomeMessage Of(HostCheckOutcome outcome)
    {
        var isLeft = outcome.IsLeft; // asked first: the counts may only be later ones
        var result = outcome.LatestResult is { } latest ? ResultMessage.Of(latest) : null;
        var otherWay = outcome.OtherWay is { } other ? ResultMessage.Of(other) : null;
        return new OutcomeMessage(result, isLeft, (int?)outcome.Fault, IsLost: false, otherWay);
    }

    /// <summary>Reads it, or <see langword="null"/> for a check that was stopped.</summary>
    public HostCheckOutcome? ToOutcome() =>
        Result is null && Fault is null ? null : new HostCheckOutcome(Result?.ToResult(), (SocketError?)Fault, OtherWay?.ToResult());
}

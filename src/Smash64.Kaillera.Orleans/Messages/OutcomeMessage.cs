namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>How a check ended: with a result, with a fault, lost, or none of them where it took too long.</summary>
/// <param name="Result">What the probe has learned up to now.</param>
/// <param name="IsLeft">Whether that is all: the host is left.</param>
/// <param name="Fault">Why the machine could not ask, as a socket's error code.</param>
/// <param name="IsLost">Whether the replica stopped it.</param>
[GenerateSerializer, Immutable]
internal sealed record OutcomeMessage(ResultMessage? Result, bool IsLeft, int? Fault, bool IsLost)
{
    /// <param name="check">A check that has ended.</param>
    /// <param name="isStopping">Whether the replica stops its checks.</param>
    public static OutcomeMessage Of(HostCheck check, bool isStopping)
    {
        if (!check.Outcome.IsCompletedSuccessfully)
        {
            return new OutcomeMessage(Result: null, IsLeft: true, Fault: null, isStopping || check.IsLost);
        }

        var outcome = check.Outcome.Result;
        var isLeft = outcome.IsLeft; // asked first: the counts may only be later ones
        var result = outcome.LatestResult is { } latest ? ResultMessage.Of(latest) : null;
        return new OutcomeMessage(result, isLeft, (int?)outcome.Fault, IsLost: false);
    }
}

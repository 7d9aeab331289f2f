namespace Smash64.Kaillera.Orleans.Messages;

/// <param name="IsKnown">Whether there is such a check.</param>
/// <param name="Progress">What has happened since.</param>
/// <param name="Outcome">How it ended, if it has.</param>
/// <param name="Direct">What came of asking directly, if that is known and it goes on by another way.</param>
[GenerateSerializer, Immutable]
internal sealed record CheckNews(bool IsKnown, ProgressMessage[] Progress, OutcomeMessage? Outcome, OutcomeMessage? Direct)
{
    public static CheckNews Unknown { get; } = new(IsKnown: false, [], Outcome: null, Direct: null);
}

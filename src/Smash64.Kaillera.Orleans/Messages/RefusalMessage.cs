namespace Smash64.Kaillera.Orleans.Messages;

[GenerateSerializer, Immutable]
internal sealed record RefusalMessage(int Reason, TimeSpan RetryAfter)
{
    public static RefusalMessage Of(Refusal refusal) => new((int)refusal.Reason, refusal.RetryAfter);

    public Refusal ToRefusal() => new((RefusalReason)Reason, RetryAfter);
}

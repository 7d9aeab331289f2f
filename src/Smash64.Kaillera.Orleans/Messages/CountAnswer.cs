namespace Smash64.Kaillera.Orleans.Messages;

/// <param name="Refusal">Why he gets nothing now, or <see langword="null"/>.</param>
[GenerateSerializer, Immutable]
internal sealed record CountAnswer(RefusalMessage? Refusal)
{
    private static readonly CountAnswer Allowed = new(Refusal: null);

    public static CountAnswer Of(Refusal? refusal) => refusal is null ? Allowed : new CountAnswer(RefusalMessage.Of(refusal));
}

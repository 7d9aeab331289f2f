namespace Smash64.Kaillera.Orleans.Messages;

/// <param name="Id">What the check is kept under, unless it is refused.</param>
/// <param name="IsShared">Whether somebody else had started it.</param>
/// <param name="Refusal">Why there is none.</param>
[GenerateSerializer, Immutable]
internal sealed record StartAnswer(string? Id, bool IsShared, RefusalMessage? Refusal);

namespace Smash64.Kaillera.Orleans.Messages;

/// <param name="Check">What it is, or <see langword="null"/> where there is no such check.</param>
/// <param name="News">All that has happened.</param>
[GenerateSerializer, Immutable]
internal sealed record CheckDescription(CheckMessage? Check, CheckNews News);

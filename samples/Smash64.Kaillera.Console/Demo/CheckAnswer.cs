namespace Smash64.Kaillera.Console.Demo;

/// <summary>What <c>p2p-check</c> answers: <c>meta</c> is a text that holds JSON itself.</summary>
internal sealed record CheckAnswer(string Message, string Meta, bool Success);

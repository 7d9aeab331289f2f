namespace Smash64.Kaillera.Console.Demo;

/// <summary>What <c>meta</c> holds.</summary>
internal sealed record CheckMeta(string Host, int Port, string? User, string? Game);

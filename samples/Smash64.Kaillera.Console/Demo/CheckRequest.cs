using System.Text.Json;

namespace Smash64.Kaillera.Console.Demo;

/// <summary>What <c>p2p-check</c> is asked. The port may come as a number or as a text.</summary>
internal sealed record CheckRequest(string? Host, JsonElement? Port);

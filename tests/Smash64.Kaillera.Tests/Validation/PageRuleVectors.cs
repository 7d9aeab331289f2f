using System.Text.Json;

namespace Smash64.Kaillera.Tests.Validation;

/// <summary>What the hosting page's own functions answered, recorded by running them.</summary>
internal static class PageRuleVectors
{
    public static IReadOnlyList<IPv4Case> IPv4 { get; } = Read<IPv4Case>("page-rules-ipv4.json");

    public static IReadOnlyList<PortCase> Port { get; } = Read<PortCase>("page-rules-port.json");

    private static T[] Read<T>(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", file);
        return JsonSerializer.Deserialize<T[]>(File.ReadAllBytes(path), JsonSerializerOptions.Web)!;
    }
}

internal sealed record IPv4Case(string Input, bool Valid);

/// <param name="Input">The text.</param>
/// <param name="Valid">What the page says of it; a fraction is valid to the page.</param>
/// <param name="Integer">The value where it is a finite whole number.</param>
internal sealed record PortCase(string Input, bool Valid, double? Integer);

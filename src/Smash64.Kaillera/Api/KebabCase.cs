using System.Text.Json;

namespace Smash64.Kaillera.Api;

/// <summary>Reads stable codes: <c>port-closed</c> is <c>PortClosed</c>. A code that came after this library is the enum's zero.</summary>
internal static class KebabCase
{
    public static TEnum Read<TEnum>(string? code)
        where TEnum : struct, Enum => code is not null && Codes<TEnum>.All.TryGetValue(code, out var value) ? value : default;

    private static class Codes<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> All = Enum.GetValues<TEnum>()
            .ToDictionary(static value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
    }
}

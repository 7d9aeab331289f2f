using System.Text.Json;
using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Writes an enum's members as stable codes: <c>PortClosed</c> is <c>port-closed</c>.</summary>
internal sealed class KebabCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;

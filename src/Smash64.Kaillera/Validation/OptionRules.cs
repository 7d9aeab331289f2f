using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera;

/// <summary>The rules that the settings of several parts have in common. Each says what is wrong, or nothing when all is fine.</summary>
internal static class OptionRules
{
    private const int MostAtATime = 65_536;

    /// <summary>Gets what the broken rules say.</summary>
    public static IEnumerable<string> Broken(params string?[] findings) => findings.OfType<string>();

    /// <exception cref="ArgumentException">A rule is broken; the message lists all that are.</exception>
    public static void ThrowIfAny(IEnumerable<string> errors, string parameterName = "options")
    {
        var all = string.Join(' ', errors);
        if (all.Length > 0)
        {
            throw new ArgumentException(all, parameterName);
        }
    }

    public static string? Timeout(string setting, TimeSpan value, TimeSpan max, string maxInWords) =>
        value > TimeSpan.Zero && value <= max ? null : $"{setting} must be more than zero and at most {maxInWords}; it is {value}.";

    public static string? Patience(string setting, TimeSpan value) =>
        value > TimeSpan.Zero || value == System.Threading.Timeout.InfiniteTimeSpan
            ? null
            : $"{setting} must be more than zero, or infinite; it is {value}.";

    public static string? Count(string setting, int value, int min, int max) =>
        value >= min && value <= max
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{setting} must be {min} to {max}; it is {value}.");

    public static string? Concurrency(string setting, int value) => Count(setting, value, 1, MostAtATime);

    public static string? Rate(string setting, int value) =>
        value >= 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{setting} must be 0 (no limit) or more; it is {value}.");

    public static string? LocalAddress(string setting, IPAddress? value) =>
        value is { AddressFamily: AddressFamily.InterNetwork }
            ? null
            : $"{setting} must be an IPv4 address; it is {value?.ToString() ?? "null"}.";

    public static string? LocalPort(string setting, int value) =>
        value is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{setting} must be 0 (any free port) to 65535; it is {value}.");
}

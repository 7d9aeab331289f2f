using System.Globalization;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>Puts another port into a recorded text, in the same form: <c>26_011</c> becomes <c>40_123</c>.</summary>
internal static class PortText
{
    private static readonly Func<string, string>[] Forms =
    [
        static digits => digits,
        static digits => $"{digits[..2]}_{digits[2..]}",
        static digits => $"{digits[0]}.{digits[1..]}e4",
        static digits => string.Concat(digits.Select(digit => $"\\u066{digit}")), // Arabic-Indic digits, as JSON escapes
        static digits => string.Concat(digits.Select(digit => (char)('\u0660' + digit - '0'))),
    ];

    /// <summary>Replaces a port of five digits by another one.</summary>
    public static string Replace(string text, int port, int by)
    {
        var (old, fresh) = (port.ToString(CultureInfo.InvariantCulture), by.ToString(CultureInfo.InvariantCulture));
        (old.Length, fresh.Length).Should().Be((5, 5), "the forms are those of five digits");
        return Forms.Aggregate(text, (changed, form) => changed.Replace(form(old), form(fresh), StringComparison.Ordinal));
    }
}

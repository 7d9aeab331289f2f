using System.Globalization;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Durations as people type them: <c>2</c> (seconds), <c>2.5s</c>, <c>800ms</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class DurationText
{
    public const string Rule = "a number and ms, s, m or h, such as 800ms or 2.5s; a bare number counts seconds";

    // "ms" ends in "s", so it goes first.
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Reads a duration of more than zero, in any culture with a point before decimals.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var number = text.AsSpan().Trim();
        var unit = TimeSpan.FromSeconds(1);
        foreach (var (suffix, size) in Units)
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^suffix.Length].TrimEnd();
                unit = size;
                break;
            }
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        // Compared before it is multiplied: a decimal that overflows throws.
        if (count > TimeSpan.MaxValue.Ticks / unit.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(count * unit.Ticks));
        return duration > TimeSpan.Zero;
    }

    /// <summary>Writes a duration as people say it: <c>800 ms</c>, <c>2.5 s</c>, <c>5 min</c>, <c>2 h</c>.</summary>
    public static string Format(TimeSpan duration) =>
        duration switch
        {
            { TotalSeconds: < 1 } => FormattableString.Invariant($"{duration.TotalMilliseconds:0.#} ms"),
            { TotalMinutes: < 2 } => FormattableString.Invariant($"{duration.TotalSeconds:0.#} s"),
            { TotalHours: < 2 } => FormattableString.Invariant($"{duration.TotalMinutes:0.#} min"),
            _ => FormattableString.Invariant($"{duration.TotalHours:0.#} h"),
        };
}

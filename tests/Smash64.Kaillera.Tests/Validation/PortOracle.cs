using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Tests.Validation;

/// <summary>
/// The port rule once more, slowly and from the definitions: a regular expression for the grammar, exact fractions for
/// the rounding.
/// </summary>
internal static partial class PortOracle
{
    private const int MantissaBits = 53;
    private const int MaxExponent = 5_000; // for texts of fewer digits than that, any further makes no difference
    private const int RegexTimeout = 5_000; // milliseconds

    // ECMA-262, WhiteSpace and LineTerminator.
    private const string Space = @"[\t\n\v\f\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]*";

    private const string HexDigits = "(?<radix>[xX])(?<digits>[0-9a-fA-F]+)";
    private const string OctalDigits = "(?<radix>[oO])(?<digits>[0-7]+)";
    private const string BinaryDigits = "(?<radix>[bB])(?<digits>[01]+)";
    private const string Digits = @"(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))";
    private const string Exponent = "(?:[eE](?<exponent>[+-]?[0-9]+))?";

    /// <summary>Returns the port, or <see langword="null"/> where the text is refused.</summary>
    public static int? Read(string text)
    {
        if (Prefixed().Match(text) is { Success: true } prefixed)
        {
            var radix = char.ToLowerInvariant(prefixed.Groups["radix"].Value[0]) switch { 'x' => 16, 'o' => 8, _ => 2 };
            var whole = prefixed.Groups["digits"].Value
                .Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));
            return InRange(whole);
        }

        var match = Decimal().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse($"0{match.Groups["whole"].Value}{fraction}", CultureInfo.InvariantCulture);
        var written = match.Groups["exponent"] is { Success: true } group
            ? BigInteger.Parse(group.Value, CultureInfo.InvariantCulture)
            : BigInteger.Zero;
        var exponent = (int)BigInteger.Clamp(written, -MaxExponent, MaxExponent) - fraction.Length;
        var numerator = digits * BigInteger.Pow(10, Math.Max(exponent, 0));
        var denominator = BigInteger.Pow(10, Math.Max(-exponent, 0));
        return RoundToWhole(numerator, denominator) is { } value ? InRange(value) : null;
    }

    // A double is whole where the exact value is at most half a step of the doubles away from a whole number. A tie
    // goes to the even mantissa, which in this range is the whole number's.
    private static BigInteger? RoundToWhole(BigInteger numerator, BigInteger denominator)
    {
        var nearest = ((2 * numerator) + denominator) / (2 * denominator);
        var difference = numerator - (nearest * denominator);
        var bits = (int)nearest.GetBitLength();
        var isStepSmaller = difference.Sign < 0 && nearest.IsPowerOfTwo;
        var halfStepsInOne = BigInteger.Pow(2, Math.Max(0, MantissaBits - bits + 1 + (isStepSmaller ? 1 : 0)));
        return BigInteger.Abs(difference) * halfStepsInOne <= denominator ? nearest : null;
    }

    private static int? InRange(BigInteger value) => value > 1024 && value < 65535 ? (int)value : null;

    [GeneratedRegex(
        $@"\A{Space}0(?:{HexDigits}|{OctalDigits}|{BinaryDigits}){Space}\z",
        RegexOptions.ExplicitCapture,
        RegexTimeout)]
    private static partial Regex Prefixed();

    // A minus sign is left out: no negative number is a port.
    [GeneratedRegex($@"\A{Space}\+?{Digits}{Exponent}{Space}\z", RegexOptions.ExplicitCapture, RegexTimeout)]
    private static partial Regex Decimal();
}

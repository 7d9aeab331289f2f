using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Smash64.Kaillera.Tests.Validation;

public sealed partial class KailleraValidationProperties
{
    private static readonly Config Run = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    private static readonly Gen<byte[]> AddressBytes =
        Gen.Choose(0, 255).Select(static value => (byte)value).ArrayOf(4);

    private static readonly Gen<string> AddressTexts =
        AddressBytes.Select(static bytes => string.Join('.', bytes));

    private static readonly Gen<string> PortTexts =
        from before in Gen.Elements(string.Empty, string.Empty, " ", "\t\uFEFF", "\u0085", "+", "-", "0", "0000", ".")
        from whole in Gen.OneOf(
            Gen.Choose(1_000, 66_000),
            Gen.Elements(1024, 1025, 2047, 2048, 4096, 16384, 32767, 32768, 65534, 65535, 65536))
        from form in Gen.Elements(
            "{0}", "{0}.", "0x{0:x}", "0X{0:X4}", "0b{0:b}", "{0}.5", "{0}.{1}", "{0}{1}", "{2}.{1}")
        from repeated in Gen.Elements("0", "9", "5", "00000000000", "99999999999", "0000000000005", "9999999999995")
        from times in Gen.Choose(0, 40)
        from exponent in Gen.Elements(string.Empty, string.Empty, "e0", "E+1", "e-1", "e-12", "e", "e+")
        from after in Gen.Elements(string.Empty, string.Empty, "\n", "\u3000 ", "_", "\0")
        select before + string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            form,
            whole,
            string.Concat(Enumerable.Repeat(repeated, times)),
            whole - 1) + exponent + after;

    [Fact]
    public void IsIPv4_AnyAddressWrittenOut_IsAccepted() => Holds(
        AddressBytes,
        static bytes => KailleraValidation.TryParseIPv4(new IPAddress(bytes).ToString(), out var address)
            && address.GetAddressBytes().AsSpan().SequenceEqual(bytes));

    [Fact]
    public void IsIPv4_AnyMutation_AgreesWithTheRegularExpression() => Holds(
        Mutated(AddressTexts),
        static text => KailleraValidation.IsIPv4(text) == IPv4Oracle().IsMatch(text));

    [Fact]
    public void TryParsePort_AnyForm_AgreesWithExactArithmetic() => Holds(PortTexts, AgreesWithPortOracle);

    [Fact]
    public void TryParsePort_AnyMutation_AgreesWithExactArithmetic() => Holds(Mutated(PortTexts), AgreesWithPortOracle);

    [Fact]
    public void PortOracle_EveryRecordedText_AgreesWithThePage() =>
        PageRuleVectors.Port
            .Where(static row => row.Input.Length < 1_000)
            .Where(static row => PortOracle.Read(row.Input) != (row.Valid ? (int?)row.Integer : null))
            .Should().BeEmpty("an oracle that is wrong proves nothing");

    [Fact]
    public void TryParseEndPoint_AnyMutation_AgreesWithItsParts() => Holds(
        Mutated(AddressTexts.SelectMany(static _ => PortTexts, static (address, port) => $"{address}:{port}")),
        static text =>
        {
            var parts = text.Split(':', 2);
            var expected = KailleraValidation.IsIPv4(parts[0])
                && (parts.Length == 1
                    || (KailleraValidation.IsValidPort(parts[1])
                        && JavaScriptNumber.Trim(parts[1]).Length == parts[1].Length));
            return KailleraValidation.TryParseEndPoint(text, 1, out _) == expected;
        });

    [Fact]
    public void Describe_AnyText_IsOneShortLineThatNamesTheRule() => Holds(
        Mutated(Gen.OneOf(AddressTexts, PortTexts, ArbMap.Default.GeneratorFor<string>())),
        static text => IsOneShortLine(KailleraValidation.DescribeInvalidIPv4(text), "from 0 to 255")
            && IsOneShortLine(KailleraValidation.DescribeInvalidPort(text), "from 1025 to 65534"));

    [Fact]
    public void GetScopeWarning_AnyAddress_IsNullExactlyForPublic() => Holds(
        AddressBytes,
        static bytes =>
        {
            var address = new IPAddress(bytes);
            var isPublic = KailleraValidation.GetScope(address) is AddressScope.Public;
            return KailleraValidation.GetScopeWarning(address) is null == isPublic
                && KailleraValidation.GetScope(address.MapToIPv6()) == KailleraValidation.GetScope(address);
        });

    private static bool AgreesWithPortOracle(string text) =>
        PortOracle.Read(text) == (KailleraValidation.TryParsePort(text, out var port) ? port : null);

    private static bool IsOneShortLine(string sentence, string rule) =>
        sentence.Length < 300 && sentence.EndsWith('.') && sentence.Contains(rule, StringComparison.Ordinal)
        && !sentence.Any(static character => char.IsControl(character));

    // Up to two places of the text replaced, removed or added to.
    private static Gen<string> Mutated(Gen<string> texts)
    {
        var once =
            from at in Gen.Choose(0, 1_000)
            from removed in Gen.Choose(0, 1)
            from added in Gen.Elements(
                string.Empty, "0", "1", "9", ".", "e", "E", "x", "+", "-", ":", " ", "\n", "\0", "\uFEFF", "\u0661")
            select (at, removed, added);

        return from text in texts
               from first in once
               from second in once
               select Change(Change(text ?? string.Empty, first), second);

        static string Change(string text, (int At, int Removed, string Added) change)
        {
            var at = change.At % (text.Length + 1);
            return text.Remove(at, Math.Min(change.Removed, text.Length - at)).Insert(at, change.Added);
        }
    }

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Check.One(Run, Prop.ForAll(values.ToArbitrary(), property));

    [GeneratedRegex(
        @"\A(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000)]
    private static partial Regex IPv4Oracle();
}

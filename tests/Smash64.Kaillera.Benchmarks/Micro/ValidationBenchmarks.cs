using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;

namespace Smash64.Kaillera.Benchmarks.Micro;

/// <summary>The hosting page's rule for IPv4 addresses, beside what one would write without the library.</summary>
[MemoryDiagnoser]
public partial class ValidationBenchmarks
{
    private const string Rule = @"\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\z";

    private static readonly Regex Compiled = new(Rule, RegexOptions.Compiled | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Gets or sets what is validated.</summary>
    [Params("203.0.113.254", "203.0.113.256")]
    public string Text { get; set; } = "";

    [Benchmark(Baseline = true)]
    public bool SourceGeneratedRegex() => Generated().IsMatch(Text);

    [Benchmark]
    public bool CompiledRegex() => Compiled.IsMatch(Text);

    /// <summary>Takes more than the rule does ("1", "0x7f.1", IPv6): the fastest thing at hand, not the same thing.</summary>
    [Benchmark]
    public bool IPAddressTryParse() => IPAddress.TryParse(Text, out _);

    [Benchmark]
    public bool IsIPv4() => KailleraValidation.IsIPv4(Text);

    [GeneratedRegex(Rule, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Generated();
}

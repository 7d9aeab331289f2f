using System.Text.RegularExpressions;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>The list of differences holds nothing that is none, and docs/api.md tells all of them.</summary>
public sealed partial class ContractDifferencesTests
{
    private const string NotOverHttp = "Recorded, but not possible over HTTP";

    // Any port but the recorded one; both answers get it.
    private const int SomePort = 40_123;

    public static TheoryData<string> Differences => [.. ContractDifferences.All.Keys];

    private static string Documentation => Chapter().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"))).Value;

    [Theory]
    [MemberData(nameof(Differences))]
    public void Difference_ComparedWithTheRecording_IsOne(string name)
    {
        var difference = ContractDifferences.All[name];
        var recorded = RecordedExchange.All[name];

        var original = $"{(int)recorded.Status} {recorded.WithPort(recorded.ResponseBody!, SomePort)}";

        $"{difference.Status} {difference.BodyFor(SomePort)}".Should().NotBe(original);
    }

    [Fact]
    public void NotOverHttp_EachExchange_HoldsANullThatHttpLacks() =>
        RecordedExchange
            .All.Values.Where(static exchange =>
                exchange.RequestHeaders is null || exchange.RequestHeaders.Any(static header => header.Value is null)
            )
            .Select(static exchange => exchange.Name)
            .Should()
            .BeEquivalentTo(ContractDifferences.NotOverHttp.Keys);

    [Fact]
    public void Recordings_AsShipped_AreAllThere() => RecordedExchange.All.Should().HaveCount(205);

    [Fact]
    public void Documentation_DifferencesFromTheOriginal_NamesEachRecordingUnderItsReason()
    {
        var expected = ContractDifferences
            .All.GroupBy(static difference => difference.Value.Reason, static difference => difference.Key, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        expected.Add(NotOverHttp, [.. ContractDifferences.NotOverHttp.Keys]);

        ReadDocumentation().Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void Documentation_DifferencesFromTheOriginal_CountsWhatIsTheSame()
    {
        var same = RecordedExchange.All.Count - ContractDifferences.All.Count - ContractDifferences.NotOverHttp.Count;

        Documentation.Should().Contain($"{RecordedExchange.All.Count} recorded exchanges").And.Contain($"{same} answers are the same");
    }

    private static Dictionary<string, List<string>> ReadDocumentation() =>
        Reason()
            .Matches(Documentation)
            .Select(static reason => (Heading: reason.Groups["heading"].Value, Names: NamesIn(reason.Groups["text"].Value)))
            .Where(static reason => reason.Names.Count > 0)
            .ToDictionary(static reason => reason.Heading, static reason => reason.Names, StringComparer.Ordinal);

    private static List<string> NamesIn(string text) =>
        [.. Code().Matches(text).Select(static code => code.Groups["code"].Value).Where(RecordedExchange.All.ContainsKey)];

    [GeneratedRegex("^## Differences from the original\r?$.*?(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline, 1_000)]
    private static partial Regex Chapter();

    [GeneratedRegex(
        "^### (?<heading>[^\r\n]+)\r?\n(?<text>.*?)(?=^### |\\z)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Reason();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();
}

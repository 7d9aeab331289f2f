using System.Text.Json;
using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Web.Tests.Files;

/// <summary>The files of texts, without a browser.</summary>
public sealed partial class TranslationTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "samples", "Smash64.Kaillera.Web", "wwwroot");
    private static readonly Dictionary<string, string> English = Read("en");

    public static TheoryData<string> Languages => new(ReadCodes());

    [Fact]
    public void Languages_Listed_AreTheFilesThereAre()
    {
        var files = Directory.GetFiles(Path.Combine(Pages, "i18n")).Select(Path.GetFileNameWithoutExtension).Where(name => name != "languages");

        ReadCodes().Should().BeEquivalentTo(files).And.HaveCountGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Translation_EachLanguage_HasTheTextsOfEnglishAndNoOther(string language)
    {
        Read(language).Keys.Should().BeEquivalentTo(English.Keys);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Translation_EachLanguage_UsesTheSamePlaceholdersAndPairsItsMarks(string language)
    {
        foreach (var (key, text) in Read(language))
        {
            Placeholders(text).Should().BeEquivalentTo(Placeholders(English[key]), "the text is {0}", key);
            text.Trim().Should().Be(text).And.NotBeEmpty();
            text.Split("**").Length.Should().Match(parts => parts % 2 == 1, "** comes in pairs in {0}", key);
            text.Split('`').Length.Should().Match(parts => parts % 2 == 1, "` comes in pairs in {0}", key);
            text.Contains('<', StringComparison.Ordinal).Should().BeFalse("texts are no markup: {0}", key);
        }
    }

    [Fact]
    public void Texts_EachOfThem_IsUsedByAPageOrAScript()
    {
        var sources = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Pages, "js"), "*.js")
                .Concat(Directory.EnumerateFiles(Path.Combine(Pages, "..", "Pages"), "*.cshtml", SearchOption.AllDirectories))
                .Select(File.ReadAllText)
        );
        var made = Made().Matches(sources).Select(match => match.Groups["beginning"].Value).Where(beginning => beginning.EndsWith('.')).ToList();
        made.AddRange(["verdict.", "step.", "evidence."]); // those of the service's codes, which the test above compares

        var unused = English.Keys.Select(key => PluralForm().Replace(key, "")).Where(key => !IsUsed(key));

        made.Should().Contain("problem.");
        unused.Should().BeEmpty("nobody would see them");

        bool IsUsed(string key) =>
            sources.Contains($"'{key}'", StringComparison.Ordinal)
            || sources.Contains($"\"{key}\"", StringComparison.Ordinal)
            || made.Exists(beginning => key.StartsWith(beginning, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Translation_OtherLanguages_ReallySayItInTheirWords(string language)
    {
        if (language == "en")
        {
            return;
        }

        var same = Read(language).Where(text => text.Value == English[text.Key]).Select(text => text.Key);

        same.Should().HaveCountLessThan(12, "only names and numbers are the same in both");
    }

    [Theory]
    [InlineData("verdict", "KailleraCheckVerdict")]
    [InlineData("step", "KailleraNextStepCode")]
    [InlineData("evidence", "KailleraEvidenceCode")]
    public async Task Texts_EveryCodeOfTheService_HaveOne(string kind, string schema)
    {
        const string NeverSaid = "unknown"; // what a client makes of a word that it does not know
        var codes = await ReadCodesAsync(schema);

        codes.Should().HaveCountGreaterThan(5);
        foreach (var code in codes.Where(code => code != NeverSaid))
        {
            var key = $"{kind}.{code}";
            (English.ContainsKey(key) || English.ContainsKey($"{key}.other")).Should().BeTrue("the service may say {0}", key);
        }
    }

    [Fact]
    public async Task Texts_EveryTextOfACode_IsOfACodeThatTheServiceHas()
    {
        string[] kinds = ["verdict", "step", "evidence"];
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, schema) in kinds.Zip(["KailleraCheckVerdict", "KailleraNextStepCode", "KailleraEvidenceCode"]))
        {
            codes.UnionWith((await ReadCodesAsync(schema)).Select(code => $"{kind}.{code}"));
        }

        var texts = English.Keys.Where(key => kinds.Contains(key.Split('.')[0]) && key != "evidence.heading").Select(key => PluralForm().Replace(key, ""));

        texts.Should().BeSubsetOf(codes);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("status.html")]
    public async Task Page_EveryTextItNames_IsThereAndStandsInThePageInEnglish(string file)
    {
        using var client = new HttpClient();
        var html = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"{WebSample.Shared.BaseAddress}/{file}")));
        var named = Named().Matches(html);

        named.Should().NotBeEmpty();
        foreach (Match match in named)
        {
            English.Should().ContainKey(match.Groups["key"].Value);
        }

        foreach (Match match in Written().Matches(html))
        {
            var written = Tag().Replace(match.Groups["text"].Value, "");
            written.Should().Be(Mark().Replace(English[match.Groups["key"].Value], ""), "without a script the page says the same");
        }
    }

    private static List<string> ReadCodes()
    {
        using var listed = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Pages, "i18n", "languages.json")));
        return [.. listed.RootElement.EnumerateArray().Select(language => language.GetProperty("code").GetString()!)];
    }

    private static Dictionary<string, string> Read(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Pages, "i18n", $"{language}.json")));
        foreach (var text in file.RootElement.EnumerateObject())
        {
            texts.Add(text.Name, text.Value.GetString()!); // throws where a name comes twice
        }

        return texts;
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    private static async Task<List<string>> ReadCodesAsync(string schema)
    {
        using var client = new HttpClient();
        await using var answer = await client.GetStreamAsync(new Uri($"{WebSample.Shared.BaseAddress}/openapi/v1.json"));
        using var document = await JsonDocument.ParseAsync(answer);
        var codes = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("enum");
        return [.. codes.EnumerateArray().Select(code => code.GetString()!)];
    }

    [GeneratedRegex("`(?<beginning>[a-z.-]+)\\$\\{", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Made();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(one|other|few|many|two|zero)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PluralForm();

    [GeneratedRegex("""data-i18n(-label)?="(?<key>[^"]+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex("""<(?<tag>\w+)[^>]* data-i18n="(?<key>[^"]+)"[^>]*>(?<text>.*?)</\k<tag>>""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Written();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*\*|`", RegexOptions.None, 1_000)]
    private static partial Regex Mark();
}

using System.Text.Json;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>The page's rules and the library's are two: here they are held against each other, and against the original's.</summary>
public sealed class RulesTests : PageTest
{
    [SkippableFact]
    public async Task IsIPv4_EveryRecordedText_AgreesWithTheLibraryAndTheOriginal()
    {
        var rows = Read<AddressRow>("page-rules-ipv4.json");

        var verdicts = await AskAsync<bool>("isIPv4", rows.Select(row => row.Input));

        rows.Should().HaveCount(3_000);
        verdicts.Should().Equal(rows.Select(row => row.Valid));
        verdicts.Should().Equal(rows.Select(row => KailleraValidation.IsIPv4(row.Input)));
    }

    [SkippableFact]
    public async Task ParsePort_EveryRecordedText_AgreesWithTheLibraryAndRefusesOnlyTheOriginalsFractions()
    {
        var rows = Read<PortRow>("page-rules-port.json");

        var ports = await AskAsync<int?>("parsePort", rows.Select(row => row.Input));

        rows.Should().HaveCount(2_000);
        ports.Should().Equal(rows.Select(row => row is { Valid: true, Integer: { } port } ? (int?)port : null));
        ports.Should().Equal(rows.Select(row => KailleraValidation.TryParsePort(row.Input, out var port) ? port : (int?)null));
        rows.Should().Contain(row => row.Valid && row.Integer == null, "or nothing is proven of fractions");
    }

    [SkippableFact]
    public async Task ReadCode_EveryTextOfTheVectors_AgreesWithTheLibrary()
    {
        var rows = Read<CodeRow>("connect-codes.json", "Smash64.Kaillera.Nat.Tests");

        var codes = await AskAsync<string?>("readCode", rows.Select(row => row.Input));

        rows.Should().HaveCountGreaterThan(100);
        codes.Should().Equal(rows.Select(row => row.Code));
        codes.Should().Equal(rows.Select(row => ConnectCode.TryParse(row.Input, out var code) ? code.ToString() : null));
    }

    [SkippableFact]
    public async Task ReadSubject_AddressOrCode_IsToldApart()
    {
        var rows = new (string Text, string? Host, string? Code)[]
        {
            ("203.0.113.7", "203.0.113.7", null),
            ("pika#555", null, "PIKA@555"),
            ("ABC234", null, "ABC234"),
            ("123456", null, "123456"),
            ("1234567", null, null), // an address without its dots
            ("LOCALHOST", null, null),
            ("203.0.113", null, null),
            ("", null, null),
        };

        var subjects = await AskAsync<Subject?>("readSubject", rows.Select(row => row.Text));

        subjects.Select(subject => (subject?.Host, subject?.Code)).Should().Equal(rows.Select(row => (row.Host, row.Code)));
    }

    [SkippableFact]
    public async Task FindCode_PastedTexts_FindsTheOneThatIsThere()
    {
        var rows = new (string Text, string? Code)[]
        {
            ("join me: pika@555!", "PIKA@555"),
            ("(FOX#7)", "FOX@7"),
            ("My code is NESS@12.", "NESS@12"),
            ("PIKA@555 PIKA#555", "PIKA@555"),
            ("\u200BPIKA@555\u200B", "PIKA@555"),
            ("SMASH|RMG-K {CC:AbC234}|Ness|203.0.113.7:27886", "AbC234"),
            ("SMASH|RMG-K {CC:???}|Ness", null),
            ("PIKA@555 or FOX@7", null),
            ("pika@555.example", null),
            ("me.pika@555", null),
            ("PIKA@5555", null),
            ("PIKACHU@555", null),
            ("fox-12 and abc_3", null),
            ("no code", null),
        };

        var codes = await AskAsync<string?>("findCode", rows.Select(row => row.Text));

        codes.Should().Equal(rows.Select(row => row.Code));
    }

    private static T[] Read<T>(string file, string tests = "Smash64.Kaillera.Tests") =>
        JsonSerializer.Deserialize<T[]>(
            File.ReadAllBytes(Path.Combine(Repository.Root, "tests", tests, "Vectors", file)),
            JsonSerializerOptions.Web
        )!;

    private async Task<T[]> AskAsync<T>(string function, IEnumerable<string> inputs)
    {
        var page = await PageAsync();
        await page.GotoAsync("/");
        return await page.EvaluateAsync<T[]>(
            "async ({ name, inputs }) => { const rules = await import('/js/rules.js'); return inputs.map((input) => rules[name](input)); }",
            new { name = function, inputs = inputs.ToArray() }
        );
    }

    private sealed record CodeRow(string Input, string? Code);

    private sealed record AddressRow(string Input, bool Valid);

    private sealed record PortRow(string Input, bool Valid, double? Integer);

    // By the page's names, for what a page answers is no JSON of the tests' own.
    private sealed class Subject
    {
        public string? Host { get; set; }

        public string? Code { get; set; }
    }
}

using System.Text.Json;

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

    private static T[] Read<T>(string file) =>
        JsonSerializer.Deserialize<T[]>(
            File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Smash64.Kaillera.Tests", "Vectors", file)),
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

    private sealed record AddressRow(string Input, bool Valid);

    private sealed record PortRow(string Input, bool Valid, double? Integer);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary>
/// Compares the document that the sample serves with the kept one, for those who read it without a service at hand. To accept
/// a change, run the tests with <c>SMASH64_ACCEPT_SURFACE=1</c> and review the difference.
/// </summary>
public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Document_IsWhatWasReviewed()
    {
        var kept = Path.Combine(Repository.Root, "docs", "openapi.json");
        var found = await ReadAsync();
        if (Environment.GetEnvironmentVariable("SMASH64_ACCEPT_SURFACE") == "1")
        {
            await File.WriteAllTextAsync(kept, found);
        }

        found.Should().Be(await File.ReadAllTextAsync(kept), "a change of the API is reviewed; see the remark on this class");
    }

    [Fact]
    public async Task Document_Codes_AreAllThere()
    {
        var document = await ReadAsync();

        document
            .Should()
            .ContainAll(
                CodesOf<KailleraNextStepCode>()
                    .Concat(CodesOf<KailleraEvidenceCode>())
                    .Concat(CodesOf<KailleraCheckVerdict>())
                    .Concat(CodesOf<ProgressStage>())
            );
    }

    [Fact]
    public async Task Document_Calls_AreAllThereWithTheirAnswers()
    {
        var paths = JsonNode.Parse(await ReadAsync())!["paths"]!;

        Answers("/kaillera/get-ip", "get").Should().Contain(["200", "429"]);
        Answers("/kaillera/p2p-check", "post").Should().Contain(["200", "400", "403", "429", "503"]);
        Answers("/kaillera/server-check", "post").Should().Contain(["200", "400", "403", "429", "503"]);
        Answers("/kaillera/v1/checks", "post").Should().Contain(["200", "202", "400", "403", "413", "429", "503"]);
        Answers("/kaillera/v1/checks/{id}", "get").Should().Contain(["200", "404", "429", "503"]);
        Answers("/kaillera/v1/checks/{id}/events", "get").Should().Contain(["200", "404", "429"]);
        Answers("/kaillera/v1/service", "get").Should().Contain(["200", "429"]);
        Answers("/kaillera/v1/servers", "get").Should().Contain(["200", "304", "404", "429"]);
        Answers("/kaillera/v1/servers/refresh", "post").Should().Contain(["200", "404", "429"]);
        Answers("/kaillera/v1/servers/{address}/history", "get").Should().Contain(["200", "304", "400", "404", "429"]);

        IEnumerable<string> Answers(string path, string method) =>
            paths[path]![method]!["responses"]!.AsObject().Select(answer => answer.Key);
    }

    [Fact]
    public async Task Document_Shapes_AreThoseOfTheAnswers()
    {
        var schemas = JsonNode.Parse(await ReadAsync())!["components"]!["schemas"]!;

        schemas["CheckBody"]!["required"].Should().BeNull("both may be missing");
        schemas["CheckBody"]!["properties"]!["host"]!["default"]!.GetValue<string>().Should().Be("self");
        schemas["CheckBody"]!["properties"]!["port"]!["default"]!.GetValue<int>().Should().Be(27886);
        Names("ProblemResource").Should().Equal("type", "title", "status", "detail", "code", "scope", "retryAfter");
        Names("CheckResource").Should().Equal("id", "state", "target", "code", "vantage", "isShared", "result", "links");

        Names("ServersResource").Should().Equal("vantage", "askedAt", "isKept", "servers");
        Names("ServerResource")
            .Should()
            .Equal("name", "host", "port", "state", "pingMs", "lastAnswerAt", "users", "maxUsers", "games", "version", "location", "uptime");
        Names("HistoryResource")
            .Should()
            .Equal("server", "span", "from", "stepSeconds", "asked", "answered", "lostPings", "minMs", "medianMs", "maxMs", "uptime");

        IEnumerable<string> Names(string schema) => schemas[schema]!["properties"]!.AsObject().Select(property => property.Key);
    }

    private static IEnumerable<string> CodesOf<TEnum>()
        where TEnum : struct, Enum => Enum.GetNames<TEnum>().Select(name => $"\"{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}\"");

    private static async Task<string> ReadAsync()
    {
        await using var sample = new SampleFactory();
        var document = JsonNode.Parse((await sample.CreateClient().GetAnswerAsync("/openapi/v1.json")).Text)!.AsObject();
        document.Remove("servers"); // wherever it happens to run
        return document.ToJsonString(Readable) + "\n";
    }
}

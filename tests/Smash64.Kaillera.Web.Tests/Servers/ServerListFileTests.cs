using System.Net.Http.Json;
using System.Text.Json;

namespace Smash64.Kaillera.Web.Tests.Servers;

/// <summary>The list as the sample tells it to its page.</summary>
public sealed class ServerListFileTests : IDisposable
{
    private const string Two =
        """
        Emulators of the Rhine
        198.51.100.7:27888;31/50;9;0.86;Frankfurt; Germany
        Le Repaire
        198.51.100.8:27889;4/20;1;ESF 93.2;Paris

        """;

    private readonly ListFile _file = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _file.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Get_AFile_TellsItsServers()
    {
        _file.Write(Two);
        await using var sample = WebSample.Start(listFile: _file.Path);

        var list = await GetAsync(sample);

        list.GetProperty("state").GetString().Should().Be("read");
        list.GetProperty("isPractice").GetBoolean().Should().BeFalse();
        list.GetProperty("changedAt").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 11, 20, 18, 0, 0, TimeSpan.Zero));
        list.GetProperty("droppedCount").GetInt32().Should().Be(0);
        list.GetProperty("servers")[0]
            .ToString()
            .Should()
            .Be(
                """
                {"name":"Emulators of the Rhine","host":"198.51.100.7","port":27888,"address":"198.51.100.7","location":"Frankfurt; Germany","version":"0.86","users":31,"maxUsers":50,"games":9}
                """
            );
        Names(list).Should().Equal("Emulators of the Rhine", "Le Repaire");
    }

    [Fact]
    public async Task Get_HostByName_ComesWithItsAddress()
    {
        _file.Write("Here\nlocalhost:27888;0/9;0;0.86;Home\n");
        await using var sample = WebSample.Start(listFile: _file.Path);

        var server = (await GetAsync(sample)).GetProperty("servers")[0];

        server.GetProperty("host").GetString().Should().Be("localhost");
        server.GetProperty("address").GetString().Should().Be("127.0.0.1", "the service takes no names");
    }

    [Fact]
    public async Task Get_FileChanged_IsReadAgain()
    {
        _file.Write(Two);
        await using var sample = WebSample.Start(listFile: _file.Path);
        Names(await GetAsync(sample)).Should().HaveCount(2);

        _file.Write(Two.Replace("Le Repaire", "Le Rempart", StringComparison.Ordinal));
        Names(await GetAsync(sample)).Should().Equal("Emulators of the Rhine", "Le Rempart");

        _file.Write("");
        var list = await GetAsync(sample);
        list.GetProperty("state").GetString().Should().Be("read");
        Names(list).Should().BeEmpty();
    }

    [Fact]
    public async Task Get_FileComesLate_IsReadWhenItIsThere()
    {
        await using var sample = WebSample.Start("Production", listFile: _file.Path);
        (await GetAsync(sample)).GetProperty("state").GetString().Should().Be("missing");

        _file.Write("Far\n8.8.8.8:27888;0/9;0;0.86;Away\n");

        Names(await GetAsync(sample)).Should().Equal("Far");
    }

    [Theory]
    [InlineData("servers.txt")]
    [InlineData("")]
    [InlineData("wwwroot")]
    public async Task Get_NoFileInProduction_SaysSo(string path)
    {
        await using var sample = WebSample.Start("Production", listFile: path);

        var list = await GetAsync(sample);

        list.GetProperty("state").GetString().Should().Be("missing");
        Names(list).Should().BeEmpty();
    }

    [Fact]
    public async Task Get_BrokenLines_AreCountedWithReasonAndNumberButWithoutTheirText()
    {
        _file.Write($"root:x:0:0\nsecret\n{Two}Bad port\n198.51.100.9:0;1/2;0;0.86;Nowhere\nTwice\n198.51.100.8:27889;4/20;1;0.86;Paris\n");
        await using var sample = WebSample.Start(listFile: _file.Path);

        var list = await GetAsync(sample);

        Names(list).Should().HaveCount(2);
        list.GetProperty("droppedCount").GetInt32().Should().Be(4);
        list.GetProperty("dropped")
            .EnumerateArray()
            .Select(drop => (drop.GetProperty("line").GetInt32(), drop.GetProperty("reason").GetString()))
            .Should()
            .Equal((1, "no-address"), (2, "no-address"), (8, "invalid-port"), (10, "duplicate"));
        list.ToString().Should().NotContainAny("root", "secret", "Bad port");
    }

    [Fact]
    public async Task Get_AddressesInsideANetwork_AreLeftOutWhereTheServiceRefusesThem()
    {
        _file.Write($"Inside\n192.168.1.20:27888;0/9;0;0.86;Home\nFar\n8.8.8.8:27888;0/9;0;0.86;Away\n{Two}");
        await using var anywhere = WebSample.Start(listFile: _file.Path);
        await using var online = WebSample.Start("Production", listFile: _file.Path);

        Names(await GetAsync(anywhere)).Should().HaveCount(4);
        var list = await GetAsync(online);

        Names(list).Should().Equal("Far");
        list.GetProperty("dropped")[0].GetProperty("reason").GetString().Should().Be("not-public");
    }

    [Fact]
    public async Task Get_VeryLongList_IsCutOff()
    {
        _file.Write(string.Concat(Enumerable.Range(0, 1_000).Select(number => $"Server {number}\n198.51.100.7:{1025 + number};0/9;0;0.86;Here\n")));
        await using var sample = WebSample.Start(listFile: _file.Path);

        var list = await GetAsync(sample);

        Names(list).Should().HaveCount(300);
        list.GetProperty("droppedCount").GetInt32().Should().Be(700);
        list.GetProperty("dropped").GetArrayLength().Should().Be(20);
        list.GetProperty("dropped")[0].ToString().Should().Be("""{"line":602,"reason":"too-many"}""");
    }

    [Fact]
    public async Task Get_EnormousFile_IsNotReadUntilItIsSmaller()
    {
        _file.Write(new string('x', 300 * 1024));
        await using var sample = WebSample.Start(listFile: _file.Path);
        (await GetAsync(sample)).GetProperty("state").GetString().Should().Be("unreadable");
        (await GetAsync(sample)).GetProperty("state").GetString().Should().Be("unreadable", "asking again changes nothing");

        _file.Write(Two);

        Names(await GetAsync(sample)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Get_NoFileInDevelopment_NamesServersThatPractiseAndOneThatIsNone()
    {
        var list = await GetAsync(WebSample.Shared);

        list.GetProperty("isPractice").GetBoolean().Should().BeTrue();
        var servers = list.GetProperty("servers").EnumerateArray().ToList();
        servers.Should().HaveCount(4);
        var answers = new List<bool>();
        foreach (var server in servers)
        {
            var target = new { host = server.GetProperty("address").GetString(), port = server.GetProperty("port").GetInt32() };
            using var answer = await _client.PostAsJsonAsync(new Uri($"{WebSample.Shared.BaseAddress}/kaillera/server-check"), target);
            answers.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("success").GetBoolean());
        }

        answers.Should().Equal(true, true, true, false);
    }

    private static IEnumerable<string?> Names(JsonElement list) => list.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("name").GetString());

    private async Task<JsonElement> GetAsync(WebSample sample) => await _client.GetFromJsonAsync<JsonElement>(new Uri($"{sample.BaseAddress}/server-list"));
}

using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Tests.Api;
using Smash64.Kaillera.Tests.Servers.Lists;

namespace Smash64.Kaillera.Tests.Diagnostics;

public sealed class ServerListTelemetryTests
{
    [Fact]
    public async Task Lists_Read_AreCountedWithoutAnythingThatStandsInThem()
    {
        const string Kind = "smash64.kaillera.server_list.kind=waiting_games";
        using var metrics = new RecordedMetrics(KailleraTelemetry.SourceName);
        // Numbers that no other test has, since tests beside this one count too.
        var games = string.Concat(Enumerable.Range(1, 777).Select(i => $"G{i}|8.8.8.8:27888|Ness|Mupen64|1/4|Chicago|USA|"));
        var lists = new FakeLists()
            .Answer(FakeLists.One, FakeService.Text(games + string.Concat(Enumerable.Repeat("\njunk", 333))))
            .Answer(FakeLists.Two, FakeService.Text("", HttpStatusCode.NotFound));

        await lists.Create().ReadWaitingGamesAsync();

        var measured = metrics.All.Where(entry => entry.Name.Contains("server_list")).ToList();
        measured.Should().Contain(("smash64.kaillera.server_list.lists", 1.0, Kind));
        measured.Should().Contain(("smash64.kaillera.server_list.lists", 1.0, $"{Kind} error.type=http_status"));
        measured.Should().Contain(("smash64.kaillera.server_list.entries", 777.0, Kind));
        measured.Should().Contain(("smash64.kaillera.server_list.dropped", 333.0, $"{Kind} smash64.kaillera.server_list.reason=no_address"));
        measured
            .Should()
            .OnlyContain(entry => !entry.Tags.Contains("example") && !entry.Tags.Contains("8.8.8"), "a metric never holds an address");
    }
}

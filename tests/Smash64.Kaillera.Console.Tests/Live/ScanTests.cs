using System.Globalization;
using System.Text.Json;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class ScanTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Scan_FileWithCommentsAndBadLines_TellsEachHostOnceAndTheNumbersOfTheOthers()
    {
        await using var host = await StartHostAsync();
        using var silent = UdpPort.Bind();
        await File.WriteAllTextAsync(
            _file,
            $"""
            # a list

            {host.EndPoint}   # mine
            nonsense
            127.0.0.1:{silent.GetPort()}
            127.0.0.1:80
            """
        );

        var lines = Parse(await KailleraProgram.RunAsync("scan", _file, "--timeout", "700ms", "--json"), exitCode: 0);

        Events(lines, "badLine").Select(line => line.GetProperty("line").GetInt32()).Should().Equal(4, 6);
        var hosts = Events(lines, "host")
            .ToDictionary(line => line.GetProperty("port").GetInt32(), line => line.GetProperty("status").GetString());
        hosts.Should().HaveCount(2).And.Contain(host.EndPoint.Port, "responding").And.Contain(silent.GetPort(), "noResponse");
        var summary = Events(lines, "summary").Should().ContainSingle().Which;
        summary.GetProperty("hosts").GetInt32().Should().Be(2);
        summary.GetProperty("reachable").GetInt32().Should().Be(1);
        summary.GetProperty("badLines").GetInt32().Should().Be(2);
        summary.GetProperty("exitCode").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Scan_StandardInput_TellsVerdictsBeforeTheInputEnds()
    {
        await using var host = await StartHostAsync();
        await using var other = await StartHostAsync();
        using var scan = KailleraProgram.Start("scan", "-", "--json");

        await scan.WriteLineAsync(host.EndPoint.ToString());
        var first = await scan.ReadEventAsync("host");
        await scan.WriteLineAsync(other.EndPoint.ToString());
        scan.EndInput();

        first.GetProperty("reachable").GetBoolean().Should().BeTrue("the input is still open");
        (await scan.ReadEventAsync("summary")).GetProperty("hosts").GetInt32().Should().Be(2);
        (await scan.EndAsync()).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Scan_ToAPerson_HasALineForEachHostASummaryAndNoEscapeSequences()
    {
        await using var host = await StartHostAsync();
        await File.WriteAllLinesAsync(_file, [host.EndPoint.ToString(), "nonsense"]);

        var run = await KailleraProgram.RunAsync("scan", _file);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain($"{host.EndPoint}").And.Contain("Yes: 1 of 1 host answered").And.Contain("Lines skipped");
        run.Error.Should().Contain("Line 2 is skipped");
        run.HasEscape.Should().BeFalse("no terminal is watching");
    }

    [Fact]
    public async Task Scan_DefaultMode_NeverLogsIn()
    {
        var (host, port) = await KailleraProgram.StartHostAsync();
        using (host)
        {
            await File.WriteAllTextAsync(_file, $"127.0.0.1:{port}");
            (await KailleraProgram.RunAsync("scan", _file)).ExitCode.Should().Be(0);
            (await host.ReadEventAsync("knock")).GetProperty("user").ValueKind.Should().Be(JsonValueKind.Null);

            var named = Parse(await KailleraProgram.RunAsync("scan", _file, "--mode", "identify", "--json"), exitCode: 0);

            Events(named, "host").Single().GetProperty("user").GetString().Should().Be("Practice host", "it was asked for");
        }
    }

    [SkippableTheory]
    [InlineData("--json")]
    [InlineData("--mode=knock")]
    public async Task Scan_NobodyReadsAnyMore_Ends(string option)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows tells programs of a broken pipe in its own way.");
        await using var host = await StartHostAsync();
        using var scan = KailleraProgram.Start("scan", "-", option);
        await scan.WriteLineAsync(host.EndPoint.ToString());
        await scan.ReadLineAsync();

        scan.StopReading();
        await scan.WriteLineAsync(UdpPort.FindClosed().ToString()); // and the input stays open

        (await scan.WaitAsync()).Should().Be(141);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scan_HostNamedManyTimes_IsAskedOnceAndKeepsItsPace(bool isFile)
    {
        var closed = UdpPort.FindClosed();
        var list = string.Join('\n', Enumerable.Repeat(closed.ToString(), 100));
        await File.WriteAllTextAsync(_file, list);
        using var scan = KailleraProgram.Start("scan", isFile ? _file : "-", "--json");
        if (!isFile)
        {
            await scan.WriteLineAsync(list);
            scan.EndInput();
        }

        var host = await scan.ReadEventAsync("host");
        var summary = await scan.ReadEventAsync("summary");

        host.GetProperty("count").GetInt32().Should().BeInRange(isFile ? 100 : 1, 100, "a pipe can't be read to its end before");
        (summary.GetProperty("hosts").GetInt32(), summary.GetProperty("repeats").GetInt32()).Should().Be((1, 99));
        summary.GetProperty("elapsedMs").GetDouble().Should().BeLessThan(10_000, "one after the other they take 20 seconds");
    }

    [Theory]
    [InlineData("Ness;{0};SMASH")]
    [InlineData("1\t{1}\t{2}\tChicago")]
    [InlineData("{1} {2} # mine")]
    [InlineData("localhost:{2}")]
    [InlineData("http://{0}/")]
    public async Task Scan_AddressAmongOtherThings_IsAsked(string line)
    {
        await using var host = await StartHostAsync();
        await File.WriteAllTextAsync(
            _file,
            string.Format(CultureInfo.InvariantCulture, line, host.EndPoint, host.EndPoint.Address, host.EndPoint.Port)
        );

        var lines = Parse(await KailleraProgram.RunAsync("scan", _file, "--json"), exitCode: 0);

        var asked = Events(lines, "host").Should().ContainSingle().Which;
        asked.GetProperty("port").GetInt32().Should().Be(host.EndPoint.Port);
        asked.GetProperty("name").GetString().Should().Be(line.StartsWith("localhost", StringComparison.Ordinal) ? "localhost" : null);
    }

    [Fact]
    public async Task Scan_HugeLine_IsSkippedAndTheNextIsAsked()
    {
        await using var host = await StartHostAsync();
        await using var other = await StartHostAsync();
        await File.WriteAllTextAsync(
            _file,
            $"\uFEFF{host.EndPoint}\n{new string('x', 3_000_000)}\n{other.EndPoint} # {new string('c', 5_000)}"
        );

        var lines = Parse(await KailleraProgram.RunAsync("scan", _file, "--json"), exitCode: 0);

        Events(lines, "host").Should().HaveCount(2);
        var bad = Events(lines, "badLine").Should().ContainSingle().Which;
        bad.GetProperty("line").GetInt32().Should().Be(2);
        bad.GetProperty("text").GetString().Should().Be(new string('x', 1_024));
    }

    [Fact]
    public async Task Scan_StandardInputWithAMark_ReadsTheFirstHost()
    {
        await using var host = await StartHostAsync();
        using var scan = KailleraProgram.Start("scan", "-", "--json");

        await scan.WriteLineAsync($"\uFEFF{host.EndPoint}");

        (await scan.ReadEventAsync("host")).GetProperty("port").GetInt32().Should().Be(host.EndPoint.Port);
    }

    [SkippableFact]
    public async Task Scan_Interrupted_TellsWhatIsKnownAndTheShell()
    {
        Skip.IfNot(Signals.AreTaken("INT"), Signals.NotTaken);
        await using var host = await StartHostAsync();
        using var scan = KailleraProgram.Start("scan", "-", "--json");
        await scan.WriteLineAsync(host.EndPoint.ToString());
        await scan.ReadEventAsync("host");

        await scan.SignalAsync("INT");

        var summary = await scan.ReadEventAsync("summary");
        summary.GetProperty("stopped").GetBoolean().Should().BeTrue();
        summary.GetProperty("hosts").GetInt32().Should().Be(1);
        (await scan.EndAsync()).ExitCode.Should().Be(130);
    }

    [Fact]
    public async Task Scan_NobodyAnswers_IsNo()
    {
        using var silent = UdpPort.Bind();
        await File.WriteAllTextAsync(_file, $"127.0.0.1:{silent.GetPort()}");

        (await KailleraProgram.RunAsync("scan", _file, "--timeout", "300ms")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Scan_RateThatIsSet_IsKeptOnLoopbackToo()
    {
        using var silent = UdpPort.Bind();
        await File.WriteAllLinesAsync(_file, Enumerable.Range(1, 20).Select(number => $"127.0.7.{number}:{silent.GetPort()}"));

        var lines = Parse(await KailleraProgram.RunAsync("scan", _file, "--rate", "20", "--timeout", "10ms", "--json"), exitCode: 1);

        Events(lines, "summary").Single().GetProperty("elapsedMs").GetDouble().Should().BeGreaterThan(900, "20 knocks at 20 a second");
    }

    [Theory]
    [InlineData("--rate", "-1", "--rate must be a whole number from 0")]
    [InlineData("--rate", "fast", "\"fast\"")]
    [InlineData("--concurrency", "0", "--concurrency must be a whole number from 1 to 65536")]
    [InlineData("--mode", "loud", "quiet, identify or knock")]
    public async Task Scan_BadOption_NamesIt(string option, string value, string named)
    {
        var run = await KailleraProgram.RunAsync("scan", _file, option, value);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(named);
    }

    [Fact]
    public async Task Scan_NoSuchFile_IsBadInput()
    {
        var run = await KailleraProgram.RunAsync("scan", "/no/such/file");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("can't be read");
    }

    private static Task<P2PHost> StartHostAsync() => P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });

    private static List<JsonElement> Parse(ProgramRun run, int exitCode)
    {
        run.ExitCode.Should().Be(exitCode, run.Error);
        run.Error.Should().BeEmpty("JSON is all that is said");
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static IEnumerable<JsonElement> Events(IEnumerable<JsonElement> lines, string name) =>
        lines.Where(line => line.GetProperty("event").GetString() == name);
}

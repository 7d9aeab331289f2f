using System.Text.Json;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class ServersTests
{
    // A busy machine may take a while to answer; only who is silent takes all of it.
    private static readonly string[] Quick = ["--include-private", "--count", "1", "--timeout", "3s"];
    private static readonly string[] Silent = ["--include-private", "--count", "1", "--timeout", "300ms"];

    [Fact]
    public async Task Servers_ListInAFile_PingsAllAndSortsThem()
    {
        await using var one = await PracticeServer.StartAsync();
        await using var other = await PracticeServer.StartAsync();
        using var silent = UdpPort.Bind();
        using var list = ListFile.Of(
            ListFile.Server("[red]Gone", silent.LocalEndPoint!, users: 90),
            ListFile.Server("Zebra", one.EndPoint, users: 7, host: "localhost"),
            ListFile.Server("\u65E5\u672C\u30B5\u30FC\u30D0\u30FC", other.EndPoint, users: 30)
        );

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--sort", "users", .. Quick]);

        run.ExitCode.Should().Be(0);
        run.HasEscape.Should().BeFalse();
        run.Error.Should().BeEmpty("nothing was dropped, and a table that changes is for terminals");
        var lines = run.Output.Split('\n');
        lines[0].Should().Be("Yes: 2 of 3 servers answer.");
        lines[2].Should().MatchRegex("^Name +Address +Ping +Frames +Loss +Users +Games +Version +Location$");
        lines[3]
            .Should()
            .MatchRegex(
                $"^\u65E5\u672C\u30B5\u30FC\u30D0\u30FC +127\\.0\\.0\\.1:{other.EndPoint.Port} "
                    + "+[0-9]+ ms +[0-9]+ +0 % +30/100 +2 +EmuLinkerSF 93\\.2 +Chicago$"
            );
        lines[4].Should().MatchRegex($"^Zebra +localhost:{one.EndPoint.Port} +[0-9]+ ms +[0-9]+ +0 % +7/100 ");
        lines[5].Should().MatchRegex("^\\[red\\]Gone +127.* silent +90/100 ");
    }

    [Fact]
    public async Task Servers_UpAndLimit_LeaveOutTheOthers()
    {
        await using var server = await PracticeServer.StartAsync();
        await using var second = await PracticeServer.StartAsync();
        using var silent = UdpPort.Bind();
        using var list = ListFile.Of(
            ListFile.Server("Silent", silent.LocalEndPoint!),
            ListFile.Server("B", second.EndPoint),
            ListFile.Server("A", server.EndPoint)
        );

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--up", "--sort", "name", "--limit", "1", .. Quick]);

        run.Output.Should().Contain("2 of 3 servers").And.MatchRegex("\nA +127").And.NotContainAny("Silent", "\nB ");
        run.Output.Should().Contain("1 more are left out by --limit");
    }

    [Fact]
    public async Task Servers_NothingAnswers_IsNo()
    {
        using var silent = UdpPort.Bind();
        using var list = ListFile.Of(ListFile.Server("Silent", silent.LocalEndPoint!));

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, .. Silent]);

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: 0 of 1 server answer.");
    }

    [Fact]
    public async Task Servers_Json_IsALineForEachServerAndASummary()
    {
        await using var server = await PracticeServer.StartAsync();
        var closed = UdpPort.FindClosed().Port;
        using var list = ListFile.Of(
            "stray",
            ListFile.Server("Pok\u00E9mon", server.EndPoint),
            "x",
            $"127.0.0.1:{closed};0/1;0;v;",
            "x",
            "127.0.0.1:99999;1/2;3;v;l"
        );

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--json", .. Quick]);

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        var lines = Lines(run);
        lines.Select(Event).Should().Equal("server", "server", "summary");
        var found = lines.Single(line => Event(line) == "server" && line.GetProperty("reachable").GetBoolean());
        found.GetProperty("name").GetString().Should().Be("Pok\u00E9mon");
        found.GetProperty("port").GetInt32().Should().Be(server.EndPoint.Port);
        found.GetProperty("line").GetInt32().Should().Be(3);
        found.GetProperty("list").GetString().Should().Be(list.Path);
        found.GetProperty("maxUsers").GetInt32().Should().Be(100);
        found.GetProperty("ping").GetProperty("received").GetInt32().Should().Be(1);
        lines[^1].GetProperty("servers").GetInt32().Should().Be(2);
        lines[^1].GetProperty("asked").GetInt32().Should().Be(2);
        lines[^1].GetProperty("reachable").GetInt32().Should().Be(1);
        lines[^1].GetProperty("complete").GetBoolean().Should().BeTrue();
        lines[^1].GetProperty("exitCode").GetInt32().Should().Be(0);
        lines[^1]
            .GetProperty("lists")[0]
            .GetProperty("drops")
            .EnumerateArray()
            .Select(drop => drop.GetProperty("reason").GetString())
            .Should()
            .Contain(["noAddress", "invalidPort"]);
    }

    [Fact]
    public async Task Servers_JsonAndUp_LeavesOutTheSilent()
    {
        using var silent = UdpPort.Bind();
        using var list = ListFile.Of(ListFile.Server("Silent", silent.LocalEndPoint!));

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--json", "--up", .. Silent]);

        run.Json.GetProperty("event").GetString().Should().Be("summary");
        run.Json.GetProperty("asked").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Servers_BrokenLines_AreReportedOnTheErrorStream()
    {
        await using var server = await PracticeServer.StartAsync();
        using var list = ListFile.Of([
            .. Enumerable.Repeat("Broken\n1.2.3.4:99999;1/2;3;v;\u001b[31ml", 7),
            ListFile.Server("A", server.EndPoint),
        ]);

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, .. Quick]);

        run.ExitCode.Should().Be(0);
        run.HasEscape.Should().BeFalse();
        run.Error.Should().Contain($"7 lines of {list.Path} left out").And.Contain("line 2: the port").And.Contain("and 2 more");
        run.Output.Should().NotContain("99999");
    }

    [Fact]
    public async Task Servers_PrivateAddress_IsLeftOutUnlessAskedFor()
    {
        await using var server = await PracticeServer.StartAsync();
        using var list = ListFile.Of(ListFile.Server("A", server.EndPoint));

        var run = await KailleraProgram.RunAsync("servers", "--list", list.Path);

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: no server");
        run.Error.Should().Contain("--include-private");
    }

    [Fact]
    public async Task Servers_ListOnTheWeb_IsFetched()
    {
        await using var server = await PracticeServer.StartAsync();
        await using var service = StubService.Answering(ListFile.Text(ListFile.Server("From the web", server.EndPoint)));

        var run = await KailleraProgram.RunAsync(["servers", "--list", service.Url + "list.txt?version=0.9", .. Quick]);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("From the web");
        service.Requests.Should().ContainSingle().Which.Should().StartWith("GET /list.txt?version=0.9 ");
    }

    [Fact]
    public async Task Servers_TwoLists_NameAServerOnceAndSurviveTheFailureOfOne()
    {
        await using var server = await PracticeServer.StartAsync();
        await using var broken = StubService.Answering("oops", status: 500);
        using var list = ListFile.Of(ListFile.Server("First", server.EndPoint));
        using var same = ListFile.Of(ListFile.Server("Second", server.EndPoint));

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--list", broken.Url, "--list", same.Path, .. Quick]);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("1 of 1 server answers").And.Contain("First").And.NotContain("Second");
        run.Error.Should().Contain(broken.Url).And.Contain("500");
    }

    [Fact]
    public async Task Servers_NoListCanBeRead_IsAFault()
    {
        await using var broken = StubService.Answering("oops", status: 503);

        var run = await KailleraProgram.RunAsync("servers", "--list", broken.Url, "--json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("service");
        run.Json.GetProperty("error").GetProperty("httpStatus").GetInt32().Should().Be(503);
    }

    [Fact]
    public async Task Servers_ListIsNotThere_IsAFaultOfTheNetwork()
    {
        string url;
        await using (var service = StubService.Silent())
        {
            url = service.Url;
        }

        var run = await KailleraProgram.RunAsync("servers", "--list", url, "--json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("network");
    }

    [Fact]
    public async Task Servers_StandardInput_IsRead()
    {
        await using var server = await PracticeServer.StartAsync();

        using var program = KailleraProgram.Start(["servers", "--list", "-", .. Quick]);
        await program.WriteAsync(ListFile.Text(ListFile.Server("Piped", server.EndPoint)));
        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("Piped");
    }

    [Fact]
    public async Task Servers_Encoding_ReadsTheNames()
    {
        await using var server = await PracticeServer.StartAsync();
        var korean = CodePagesEncodingProvider.Instance.GetEncoding(949)!;
        using var list = ListFile.OfBytes(korean.GetBytes(ListFile.Text(ListFile.Server("\uD55C\uAD6D \uC11C\uBC84", server.EndPoint))));

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, "--encoding", "949", .. Quick]);

        run.Output.Should().Contain("\uD55C\uAD6D \uC11C\uBC84");
    }

    [Fact]
    public async Task Servers_NameThatBreaksTerminals_IsShown()
    {
        await using var server = await PracticeServer.StartAsync();
        using var list = ListFile.Of(ListFile.Server("a\uFFFFb\u202Ec[/]", server.EndPoint));

        var run = await KailleraProgram.RunAsync(["servers", "--list", list.Path, .. Quick]);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("a\uFFFDb\uFFFDc[/]");
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Servers_Signalled_TellsWhatIsKnown(string signal, int exitCode)
    {
        Skip.IfNot(Signals.AreTaken(signal), Signals.NotTaken);

        await using var server = await PracticeServer.StartAsync();
        using var silent = UdpPort.Bind();
        using var list = ListFile.Of(ListFile.Server("A", server.EndPoint), ListFile.Server("Silent", silent.LocalEndPoint!));

        using var program = KailleraProgram.Start(
            "servers",
            "--list",
            list.Path,
            "--include-private",
            "--count",
            "2",
            "--timeout",
            "60s",
            "--json"
        );
        await program.ReadEventAsync("server");
        await program.SignalAsync(signal);
        var run = await program.EndAsync();

        run.ExitCode.Should().Be(exitCode);
        var lines = Lines(run);
        lines.Select(Event).Should().Equal("server", "summary");
        lines[1].GetProperty("complete").GetBoolean().Should().BeFalse();
        lines[1].GetProperty("asked").GetInt32().Should().Be(1);
        lines[1].GetProperty("servers").GetInt32().Should().Be(2);
        lines[1].GetProperty("exitCode").GetInt32().Should().Be(exitCode);
    }

    [SkippableTheory]
    [InlineData("", true)]
    [InlineData("TERM=dumb", false)]
    public async Task Servers_OnATerminal_ShowsTheTableWhileItComes(string variable, bool isLive)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && File.Exists(ProgramTests.Script),
            $"There is no {ProgramTests.Script} here to make a terminal with."
        );

        await using var server = await PracticeServer.StartAsync();
        using var silent = UdpPort.Bind(); // so that there is something to wait for
        using var list = ListFile.Of(ListFile.Server("A", server.EndPoint), ListFile.Server("Silent", silent.LocalEndPoint!));
        var words = KailleraProgram.CommandLine.Concat(["servers", "--list", list.Path, .. Quick]).Select(word => $"'{word}'");

        using var program = KailleraProgram.Start(ProgramTests.Script, ["-qec", string.Join(' ', [variable, .. words]), "/dev/null"]);
        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("1 of 2 servers");
        run.Output.Contains(" of 2 servers asked, ", StringComparison.Ordinal).Should().Be(isLive);
    }

    [Theory]
    [InlineData("--list|no-such-file", "no such file")]
    [InlineData("--list|ftp://example.org/", "http or https")]
    [InlineData("--list|.", "can't be read")]
    [InlineData("--list|-|--list|-", "only once")]
    [InlineData("--sort|colour", "ping, name or users")]
    [InlineData("--limit|0", "--limit")]
    [InlineData("--count|101", "1 to 100")]
    [InlineData("--rate|-1", "--rate")]
    [InlineData("--timeout|61s", "at most 60 s")]
    [InlineData("--encoding|klingon", "klingon")]
    [InlineData("stray", "stray")]
    public async Task Servers_BadInput_NamesItAndSendsNothing(string args, string named)
    {
        var run = await KailleraProgram.RunAsync(["servers", .. args.Split('|')]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("Error: ").And.Contain(named);
    }

    [Theory]
    [InlineData("--sort", "ping")]
    [InlineData("--limit", "5")]
    public async Task Servers_TableOptionsWithJson_AreRefused(string option, string value)
    {
        var run = await KailleraProgram.RunAsync("servers", option, value, "--json");

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("error").GetProperty("message").GetString().Should().Contain(option);
    }

    private static List<JsonElement> Lines(ProgramRun run) =>
        [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Event(JsonElement line) => line.GetProperty("event").GetString();
}

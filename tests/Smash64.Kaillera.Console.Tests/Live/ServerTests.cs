using System.Globalization;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class ServerTests
{
    private static readonly KailleraPracticeUser[] Users =
    [
        new("Ness") { Ping = TimeSpan.FromMilliseconds(42), Connection = KailleraConnection.Good },
        new("[bold]Lucas") { Ping = TimeSpan.FromMilliseconds(7), Status = KailleraUserStatus.Playing },
    ];

    private static readonly KailleraPracticeGame[] Games =
    [
        new("SMASH REMIX") { Owner = "Ness", Emulator = "Project64k 0.13", Players = 2, MaxPlayers = 4 },
    ];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Server_Answers_TellsHowFarItIs(string host)
    {
        await using var server = await PracticeServer.StartAsync();

        var run = await KailleraProgram.RunAsync("server", $"{host}:{server.EndPoint.Port}", "--count", "5", "--timeout", "5s", "--json");

        run.ExitCode.Should().Be(0);
        run.Json.GetProperty("reachable").GetBoolean().Should().BeTrue();
        run.Json.GetProperty("host").GetString().Should().Be(host);
        run.Json.GetProperty("address").GetString().Should().Be("127.0.0.1");
        run.Json.GetProperty("port").GetInt32().Should().Be(server.EndPoint.Port);
        var ping = run.Json.GetProperty("ping");
        ping.GetProperty("sent").GetInt32().Should().Be(5);
        ping.GetProperty("received").GetInt32().Should().Be(5);
        ping.GetProperty("minMs").GetDouble().Should().BeLessThanOrEqualTo(ping.GetProperty("meanMs").GetDouble());
        ping.GetProperty("jitterMs").ValueKind.Should().NotBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Server_Answers_SaysSoToAPersonAndLogsInNowhere()
    {
        await using var server = await PracticeServer.StartAsync();

        var run = await KailleraProgram.RunAsync("server", "localhost", "--port", Port(server), "--timeout", "5s");

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().StartWith($"Yes: localhost:{server.EndPoint.Port} (127.0.0.1) answers as a Kaillera server.\n")
            .And.ContainAll("Ping", "Loss    none of 3", "--query", "127.0.0.1 is this machine itself");
        await server.DisposeAsync();
        (await server.ReadEventsAsync().Select(e => e.Kind).Distinct().ToListAsync()).Should().Equal(KailleraPracticeServerEventKind.Ping);
    }

    [Fact]
    public async Task Server_ClosedPort_IsNo()
    {
        var port = UdpPort.FindClosed().Port;

        var run = await KailleraProgram.RunAsync("server", $"127.0.0.1:{port}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith($"No: port closed at 127.0.0.1:{port}.").And.Contain("What to check:");
    }

    [Fact]
    public async Task Server_SilentPort_GivesEachPingItsTime()
    {
        using var silent = UdpPort.Bind();

        var run = await KailleraProgram.RunAsync(
            "server", $"127.0.0.1:{silent.GetPort()}", "--count", "2", "--timeout", "200ms", "--query", "--json");

        run.ExitCode.Should().Be(1);
        run.Json.GetProperty("status").GetString().Should().Be("noResponse");
        run.Json.GetProperty("ping").GetProperty("sent").GetInt32().Should().Be(2);
        run.Json.GetProperty("ping").GetProperty("loss").GetDouble().Should().Be(1);
        run.Json.GetProperty("ping").GetProperty("elapsedMs").GetDouble().Should().BeInRange(399, 1_900, "two pings of 200 ms, not of 1 s");
        run.Json.GetProperty("query").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, "who is silent is not logged in to");
    }

    [Fact]
    public async Task Server_OtherProgram_IsNoAndPointsToCheck()
    {
        await using var other = UdpProgram.Babbling();

        var run = await KailleraProgram.RunAsync("server", $"127.0.0.1:{other.Port}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("is not a Kaillera server").And.Contain($"kaillera check 127.0.0.1:{other.Port}");
    }

    [Fact]
    public async Task Query_UsersAndGames_AreListedAndTheVisitorLeaves()
    {
        await using var server = await PracticeServer.StartAsync(options =>
        {
            options.PretendedUsers = Users;
            options.PretendedGames = Games;
            options.Announcements = ["Welcome, be nice."];
        });

        var run = await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--query", "--name", "Paula", "--json");

        run.ExitCode.Should().Be(0);
        var query = run.Json.GetProperty("query");
        query.GetProperty("status").GetString().Should().Be("open");
        query.GetProperty("userName").GetString().Should().Be("Paula");
        query.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("name").GetString())
            .Should().Equal("Ness", "[bold]Lucas");
        query.GetProperty("users")[0].GetProperty("pingMs").GetDouble().Should().Be(42);
        query.GetProperty("users")[0].GetProperty("connection").GetString().Should().Be("good");
        query.GetProperty("users")[1].GetProperty("status").GetString().Should().Be("playing");
        var game = query.GetProperty("games")[0];
        game.GetProperty("name").GetString().Should().Be("SMASH REMIX");
        game.GetProperty("players").GetInt32().Should().Be(2);
        game.GetProperty("maxPlayers").GetInt32().Should().Be(4);
        query.GetProperty("announcements").EnumerateArray().Select(line => line.GetString()).Should().Contain("Welcome, be nice.");
        (await server.WaitForAsync(KailleraPracticeServerEventKind.Joined)).UserName.Should().Be("Paula");
        (await server.WaitForAsync(KailleraPracticeServerEventKind.Left)).TimedOut.Should().BeFalse();
        server.Users.Should().NotContain(user => user.Name == "Paula", "no ghost stays");
    }

    [Fact]
    public async Task Query_ForAPerson_ShowsTablesWithoutReadingMarkup()
    {
        await using var server = await PracticeServer.StartAsync(options =>
        {
            options.PretendedUsers = Users;
            options.PretendedGames = Games;
        });

        var run = await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--query");

        run.ExitCode.Should().Be(0);
        run.HasEscape.Should().BeFalse();
        run.Output.Should().MatchRegex(@"Login +open\n")
            .And.MatchRegex(@"\nUsers: 2\n +Name +Ping +Connection +Status\n +Ness +42 ms +good +idle\n")
            .And.Contain("[bold]Lucas").And.MatchRegex(@"\nGames: 1\n.*\n +SMASH REMIX +Ness +Project64k 0\.13 +2/4 +waiting\n")
            .And.Contain("The server says:");
    }

    [Theory]
    [InlineData(949, "\uD55C\uAD6D")]
    [InlineData(932, "\u65E5\u672C")]
    [InlineData(1251, "\u041D\u0435\u0441\u0441")]
    public async Task Query_CodePage_ReadsItsNames(int codePage, string name)
    {
        await using var server = await PracticeServer.StartAsync(options =>
        {
            options.Encoding = EncodingText.Read(codePage.ToString(CultureInfo.InvariantCulture));
            options.PretendedUsers = [new(name)];
        });

        var run = await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--query", "--encoding", $"{codePage}", "--json");

        run.Json.GetProperty("query").GetProperty("users")[0].GetProperty("name").GetString().Should().Be(name);
    }

    [Fact]
    public async Task Query_NameInUse_TellsTheServersWords()
    {
        await using var server = await PracticeServer.StartAsync(options => options.PretendedUsers = [new("Ness")]);

        var run = await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--query", "--name", "Ness");

        run.ExitCode.Should().Be(0, "the server answers, whatever it says");
        run.Output.Should().Contain("refused:").And.NotContain("Users:");
    }

    [Theory]
    [InlineData(100, "open")]
    [InlineData(1, "full")]
    public async Task Hello_OpenOrFull_IsTold(int places, string status)
    {
        await using var server = await PracticeServer.StartAsync(options =>
        {
            options.MaxUsers = places;
            options.LoginTimeout = TimeSpan.FromMinutes(1);
        });

        // Whoever said HELLO holds a place for a while.
        await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--hello");
        var run = await KailleraProgram.RunAsync("server", server.EndPoint.ToString(), "--hello", "--json");

        run.ExitCode.Should().Be(0, "a full server answers");
        run.Json.GetProperty("doorway").GetProperty("status").GetString().Should().Be(status);
    }

    [Theory]
    [InlineData("256.1.1.1", "256.1.1.1")]
    [InlineData("http://example.org", "web address")]
    [InlineData("::1", "IPv6")]
    [InlineData("127.0.0.1:0", "1 to 65535")]
    [InlineData("127.0.0.1|--port|65536", "65536")]
    [InlineData("127.0.0.1:1|--port|1", "already")]
    [InlineData("127.0.0.1|--count|0", "1 to 100")]
    [InlineData("127.0.0.1|--count|101", "1 to 100")]
    [InlineData("127.0.0.1|--timeout|soon", "\"soon\"")]
    [InlineData("127.0.0.1|--timeout|61s", "at most 60 s")]
    [InlineData("127.0.0.1|--name|Ness", "--query")]
    [InlineData("127.0.0.1|--encoding|1252", "--query")]
    [InlineData("127.0.0.1|--hello|--query", "leave --hello out")]
    [InlineData("127.0.0.1|--query|--encoding|utf-16", "single bytes")]
    [InlineData("127.0.0.1|--query|--name|a\tb", "control")]
    public async Task Server_BadInput_NamesItAndSendsNothing(string args, string named)
    {
        var run = await KailleraProgram.RunAsync(["server", .. args.Split('|')]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("Error: ").And.Contain(named);
    }

    [Fact]
    public async Task Server_NameThatNobodyHas_IsAFault()
    {
        // RFC 6761: names under "invalid" exist nowhere.
        var run = await KailleraProgram.RunAsync("server", "kaillera.invalid", "--json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("network");
        run.Json.GetProperty("error").GetProperty("message").GetString().Should().Contain("kaillera.invalid");
    }

    private static string Port(KailleraPracticeServer server) => server.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
}

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class CheckTests
{
    private static readonly string[] Names = ["--user", "Ness", "--game", "SMASH REMIX"];

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public async Task Check_HostInAnotherProcess_TellsTheNamesAndLeavesItClean(string generation)
    {
        var (host, port) = await KailleraProgram.StartHostAsync([.. Names, "--generation", generation]);
        using (host)
        {
            var run = await KailleraProgram.RunAsync("check", $"127.0.0.1:{port}", "--json");

            run.ExitCode.Should().Be(0);
            run.Json.GetProperty("reachable").GetBoolean().Should().BeTrue();
            run.Json.GetProperty("status").GetString().Should().Be("responding");
            run.Json.GetProperty("user").GetString().Should().Be("Ness");
            run.Json.GetProperty("game").GetString().Should().Be("SMASH REMIX");
            (await host.ReadEventAsync("left")).GetProperty("timedOut").GetBoolean().Should().BeFalse();
        }
    }

    [Fact]
    public async Task Check_Greeting_IsHeardByTheHost()
    {
        var (host, port) = await KailleraProgram.StartHostAsync();
        using (host)
        {
            var run = await KailleraProgram.RunAsync("check", $"127.0.0.1:{port}", "--greet", "one", "--greet", "two", "--json");

            run.Json.GetProperty("greetingDelivered").GetBoolean().Should().BeTrue();
            (await host.ReadEventAsync("chat")).GetProperty("text").GetString().Should().Be("one");
            (await host.ReadEventAsync("chat")).GetProperty("text").GetString().Should().Be("two");
        }
    }

    [Theory]
    [InlineData("knock", false)]
    [InlineData("quiet", false)]
    [InlineData("identify", true)]
    public async Task Check_Mode_DecidesWhetherTheHostIsLoggedInTo(string mode, bool isNamed)
    {
        await using var host = await StartHostAsync("Ness");

        var run = await KailleraProgram.RunAsync("check", host.EndPoint.ToString(), "--mode", mode, "--json");

        run.ExitCode.Should().Be(0);
        run.Json.GetProperty("mode").GetString().Should().Be(mode);
        (run.Json.GetProperty("user").GetString() is not null).Should().Be(isNamed);
    }

    [Fact]
    public async Task Check_ClosedPort_ReportsAVerdictFarBeforeTheTimeout()
    {
        var port = UdpPort.FindClosed().Port;

        var run = await KailleraProgram.RunAsync("check", $"127.0.0.1:{port}", "--json");

        run.ExitCode.Should().Be(1);
        run.Json.GetProperty("status").GetString().Should().Be("portClosed");
        run.Json.GetProperty("elapsedMs").GetDouble().Should().BeLessThan(1_500, "a closed port says so itself; the timeout is 2,500");
    }

    [Fact]
    public async Task Check_ClosedPort_SaysPortClosedToAPerson()
    {
        var run = await KailleraProgram.RunAsync("check", $"127.0.0.1:{UdpPort.FindClosed().Port}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: port closed").And.Contain("What to check:");
    }

    [Theory]
    [InlineData("quiet")]
    [InlineData("identify")]
    [InlineData("knock")]
    public async Task Check_SilentPort_GivesUpAtTheTimeout(string mode)
    {
        using var silent = UdpPort.Bind();

        var run = await KailleraProgram.RunAsync(
            "check", $"127.0.0.1:{silent.GetPort()}", "--mode", mode, "--timeout", "700ms", "--json");

        run.ExitCode.Should().Be(1);
        run.Json.GetProperty("status").GetString().Should().Be("noResponse");
        run.Json.GetProperty("elapsedMs").GetDouble().Should().BeInRange(699, 2_400, "the timeout that was asked for counts, not the default");
    }

    [Fact]
    public async Task Check_HostByName_ShowsNameAndAddress()
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var port = host.EndPoint.Port;

        var run = await KailleraProgram.RunAsync("check", $"localhost:{port}");
        var json = await KailleraProgram.RunAsync("check", $"localhost:{port}", "--json");

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith($"Yes: localhost:{port} (127.0.0.1) answers as a P2P host.");
        json.Json.GetProperty("name").GetString().Should().Be("localhost");
        json.Json.GetProperty("host").GetString().Should().Be("127.0.0.1");
    }

    [Fact]
    public async Task Check_PastedText_SaysWhatItTook()
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var text = $"My IP: {host.EndPoint}/udp";

        var run = await KailleraProgram.RunAsync("check", text);
        var json = await KailleraProgram.RunAsync("check", text, "--json");

        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain($"Taken from \"{text}\": {host.EndPoint}");
        json.Json.GetProperty("port").GetInt32().Should().Be(host.EndPoint.Port);
        json.Json.GetProperty("name").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Check_NameThatLeadsNowhere_IsNoAnswer()
    {
        var run = await KailleraProgram.RunAsync("check", "no-such-host.invalid", "--json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("message").GetString().Should().Contain("no-such-host.invalid");
    }

    [Theory]
    [InlineData("256.1.1.1", "256.1.1.1")]
    [InlineData("::1", "IPv6")]
    [InlineData("127.0.0.1:80", "1025 to 65534")]
    [InlineData("203.0.113.7 or 198.51.100.2", "names two addresses")]
    [InlineData("127.0.0.1|--port|65535", "65535")]
    [InlineData("127.0.0.1:27886|--port|27886", "already")]
    [InlineData("127.0.0.1|--mode|loud", "quiet, identify or knock")]
    [InlineData("127.0.0.1|--timeout|soon", "\"soon\"")]
    [InlineData("127.0.0.1|--timeout|0", "more than zero")]
    [InlineData("127.0.0.1|--timeout|61s", "at most 60 s")]
    [InlineData("127.0.0.1|--mode|quiet|--greet|hello", "identify")]
    [InlineData("127.0.0.1|--mode", "--mode")]
    [InlineData("127.0.0.1|--unknown", "--unknown")]
    [InlineData("--mode|quiet", "--mode is for a check from this computer")]
    [InlineData("127.0.0.1|--greet|hi|--via|http://127.0.0.1:9/", "--greet is for a check from this computer")]
    [InlineData("127.0.0.1|--via|ftp://127.0.0.1/", "web address")]
    [InlineData("--via|127.0.0.1", "goes before --via")]
    public async Task Check_BadInput_NamesItAndSendsNothing(string args, string named)
    {
        var run = await KailleraProgram.RunAsync(["check", .. args.Split('|')]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("Error: ").And.Contain(named);
    }

    [Fact]
    public async Task Check_BadInputWithJson_IsOneObjectWithTheError()
    {
        var run = await KailleraProgram.RunAsync("check", "nonsense", "--json");

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("command").GetString().Should().Be("check");
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("badInput");
        run.Json.GetProperty("exitCode").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task Check_HostileNames_AreShownAsTheyAreAndSteerNothing()
    {
        await using var host = await StartHostAsync("\u001b[31m[red]Evil[/] [");

        var run = await KailleraProgram.RunAsync("check", host.EndPoint.ToString());

        run.ExitCode.Should().Be(0);
        run.HasEscape.Should().BeFalse();
        run.Output.Should().Contain("[31m[red]Evil[/] [");
    }

    [Fact]
    public async Task Check_LoopbackAddress_WarnsThatNobodyElseReachesIt()
    {
        await using var host = await StartHostAsync("Ness");

        var run = await KailleraProgram.RunAsync("check", host.EndPoint.ToString());

        run.Output.Should().Contain("your public address is what to share");
    }

    private static Task<P2PHost> StartHostAsync(string user) =>
        P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0, UserName = user });
}

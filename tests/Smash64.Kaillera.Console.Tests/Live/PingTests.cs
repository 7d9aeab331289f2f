using System.Text.Json;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class PingTests
{
    [Fact]
    public async Task Ping_P2PHost_TellsEachAnswerAndASummaryAndGivesNoSeat()
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });

        var run = await KailleraProgram.RunAsync("ping", host.EndPoint.ToString(), "--count", "3", "--interval", "100ms", "--json");

        run.ExitCode.Should().Be(0);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("event").GetString()).Should().Equal("answer", "answer", "answer", "summary");
        lines[..3].Should().OnlyContain(line => line.GetProperty("roundTripMs").GetDouble() > 0 && line.GetProperty("frames").GetInt32() >= 1);
        var summary = lines[^1];
        summary.GetProperty("kind").GetString().Should().Be("p2pHost");
        summary.GetProperty("sent").GetInt32().Should().Be(3);
        summary.GetProperty("connection").ValueKind.Should().Be(JsonValueKind.Null);
        (await host.EndAsync()).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
    }

    [Fact]
    public async Task Ping_Server_IsToldApartAndCountsFramesForTheConnection()
    {
        await using var server = UdpProgram.Doorway();

        var run = await KailleraProgram.RunAsync("ping", $"localhost:{server.Port}", "--count", "2", "--frames", "bad");

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain($"Yes: localhost:{server.Port} (127.0.0.1) answers as a Kaillera server.");
        run.Output.Should().Contain("11 frames on the connection bad").And.Contain("0 of 2, 0 %");
    }

    [Fact]
    public async Task Ping_Nobody_IsNoAndSaysWhatCantBePinged()
    {
        using var silent = UdpPort.Bind();

        var run = await KailleraProgram.RunAsync("ping", $"127.0.0.1:{silent.GetPort()}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("No: ").And.Contain("first generation");
    }

    [Theory]
    [InlineData("127.0.0.1|--count|0", "1 to 100000")]
    [InlineData("127.0.0.1|--interval|50ms", "at least 100 ms")]
    [InlineData("127.0.0.1|--frames|fast", "lan, excellent, good, average, low or bad")]
    [InlineData("127.0.0.1|--watch|--count|5", "leave --count out")]
    [InlineData("a b", "neither an IPv4 address nor a host name")]
    public async Task Ping_BadInput_NamesIt(string args, string named)
    {
        var run = await KailleraProgram.RunAsync(["ping", .. args.Split('|')]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("Error: ").And.Contain(named);
    }

    [SkippableFact]
    public async Task Ping_Watched_GoesOnUntilItIsStopped()
    {
        Skip.IfNot(Signals.AreTaken("INT"), Signals.NotTaken);
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        using var ping = KailleraProgram.Start("ping", host.EndPoint.ToString(), "--interval", "100ms", "--watch", "--json");
        await ping.ReadEventAsync("answer");

        await ping.SignalAsync("INT");

        (await ping.ReadEventAsync("summary")).GetProperty("reachable").GetBoolean().Should().BeTrue();
        (await ping.EndAsync()).ExitCode.Should().Be(0, "a watch has no other end");
    }

    [Fact]
    public void Graph_Times_AreBarsAndLossesPoints()
    {
        double?[] times = [10, 20, null, 40];
        var answers = times.Select((time, i) => new PingAnswer { Number = i, RoundTripMs = time, Frames = 1 }).ToList();

        PingDisplay.Graph(answers, width: 10).Should().Be("▃▅·█");
        PingDisplay.Graph(answers, width: 2).Should().Be("·█");
    }
}

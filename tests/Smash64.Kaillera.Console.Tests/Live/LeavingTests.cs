namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>What becomes of a host when the prober is stopped in the middle of its conversation.</summary>
public sealed class LeavingTests
{
    private static readonly string[] Talkative = ["--mode", "identify", "--timeout", "30s", "--greet", "hello", "--json"];

    [Fact]
    public async Task Check_RightAfterTheProberBeforeWasKilled_StillReachesTheHost()
    {
        var (host, port) = await KailleraProgram.StartHostAsync();
        await using var line = new OneWayLine(port, passesLogin: false);
        using (host)
        {
            using (var killed = KailleraProgram.Start(["check", $"127.0.0.1:{line.Port}", .. Talkative]))
            {
                await host.ReadEventAsync("request");
                killed.Kill();
                await killed.EndAsync();
            }

            var next = await KailleraProgram.RunAsync("check", $"127.0.0.1:{port}", "--json");

            next.ExitCode.Should().Be(0, "busy or free again, the host can be reached");
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Check_AfterTheProberBeforeWasKilled_Succeeds(string generation)
    {
        var (host, port) = await KailleraProgram.StartHostAsync("--generation", generation, "--silence", "1s", "--user", "Ness");
        await using var line = new OneWayLine(port, passesLogin: false);
        using (host)
        {
            using (var killed = KailleraProgram.Start(["check", $"127.0.0.1:{line.Port}", .. Talkative]))
            {
                await host.ReadEventAsync("request");
                killed.Kill();
                (await killed.EndAsync()).Output.Should().BeEmpty();
            }

            (await host.ReadEventAsync("left")).GetProperty("timedOut").GetBoolean().Should().BeTrue();
            var next = await KailleraProgram.RunAsync("check", $"127.0.0.1:{port}", "--json");

            next.ExitCode.Should().Be(0);
            next.Json.GetProperty("user").GetString().Should().Be("Ness");
        }
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Check_Signalled_LeavesTheHostAndTellsTheShell(string signal, int exitCode)
    {
        Skip.IfNot(Signals.AreTaken(signal), Signals.NotTaken);

        var (host, port) = await KailleraProgram.StartHostAsync("--user", "Ness");
        await using var line = new OneWayLine(port, passesLogin: true);
        using (host)
        {
            using var stopped = KailleraProgram.Start(["check", $"127.0.0.1:{line.Port}", .. Talkative]);
            await host.ReadEventAsync("chat");
            await stopped.SignalAsync(signal);
            var run = await stopped.EndAsync();

            run.ExitCode.Should().Be(exitCode);
            run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("cancelled");
            (await host.ReadEventAsync("left")).GetProperty("timedOut").GetBoolean().Should().BeFalse("the host was told");
        }
    }
}

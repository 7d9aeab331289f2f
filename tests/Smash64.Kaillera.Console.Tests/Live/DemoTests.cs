using System.Diagnostics;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class DemoTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Demo_NoArguments_ShowsBothDialogsAndEndsInTime()
    {
        var start = Stopwatch.GetTimestamp();

        var run = await KailleraProgram.RunAsync();

        Stopwatch.GetElapsedTime(start).Should().BeLessThan(Promised);
        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().ContainAll(
            "nothing goes to the internet", "P2P is responding", "P2P is not responding", "Share this address", "Your turn");
    }

    [Fact]
    public async Task Demo_Json_IsOneObjectWithBothChecks()
    {
        var run = await KailleraProgram.RunAsync("--json");

        run.ExitCode.Should().Be(0);
        run.Json.GetProperty("command").GetString().Should().Be("demo");
        run.Json.GetProperty("whileHosting").GetProperty("reachable").GetBoolean().Should().BeTrue();
        run.Json.GetProperty("whileHosting").GetProperty("user").GetString().Should().Be("Ness");
        run.Json.GetProperty("afterClosing").GetProperty("reachable").GetBoolean().Should().BeFalse();
        run.Json.GetProperty("hostEvents").EnumerateArray().Select(line => line.GetProperty("event").GetString())
            .Should().ContainInOrder("request", "joined", "chat", "left");
    }
}

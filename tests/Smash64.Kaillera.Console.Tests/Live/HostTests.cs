using System.Globalization;
using System.Text.Json;

namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class HostTests
{
    [Fact]
    public async Task Host_ForAWhile_TellsItsStartAndEndInJsonLines()
    {
        var run = await KailleraProgram.RunAsync(
            "host", "--address", "127.0.0.1", "--port", "0", "--for", "100ms", "--user", "Ness", "--game", "SMASH REMIX", "--json");

        run.ExitCode.Should().Be(0);
        var lines = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("event").GetString()).Should().Equal("listening", "stopped");
        lines[0].GetProperty("user").GetString().Should().Be("Ness");
        lines[0].GetProperty("game").GetString().Should().Be("SMASH REMIX");
        lines[1].GetProperty("requests").GetInt32().Should().Be(0);
    }

    [SkippableFact]
    public async Task Host_VisitedByACheck_TellsAPersonWhatHappens()
    {
        Skip.IfNot(Signals.AreTaken("INT"), Signals.NotTaken);

        using var host = KailleraProgram.Start("host", "--address", "127.0.0.1", "--port", "0");
        var address = (await host.ReadLineAsync()).Split(' ').Single(word => word.StartsWith("127.", StringComparison.Ordinal));
        var check = await KailleraProgram.RunAsync("check", address);
        await host.SignalAsync("INT");
        var run = await host.EndAsync();

        check.ExitCode.Should().Be(0);
        run.ExitCode.Should().Be(0);
        run.HasEscape.Should().BeFalse();
        run.Output.Should().ContainAll("knocked", "P2P check asks to join", "P2P check left.", "Stopped after");
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Host_Signalled_EndsAsUsual(string signal)
    {
        Skip.IfNot(Signals.AreTaken(signal), Signals.NotTaken);

        var (host, _) = await KailleraProgram.StartHostAsync();
        using (host)
        {
            await host.SignalAsync(signal);
            var run = await host.EndAsync();

            run.ExitCode.Should().Be(0);
            run.Output.Should().Contain("\"event\":\"stopped\"");
        }
    }

    [Fact]
    public async Task Host_PortTaken_SaysSoAsAFault()
    {
        using var taken = UdpPort.Bind();
        var port = taken.GetPort().ToString(CultureInfo.InvariantCulture);

        var run = await KailleraProgram.RunAsync("host", "--address", "127.0.0.1", "--port", port, "--json");

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("network");
        run.Json.GetProperty("error").GetProperty("message").GetString().Should().Contain(port).And.Contain("taken");
    }

    [Theory]
    [InlineData("--port", "80")]
    [InlineData("--address", "localhost")]
    [InlineData("--generation", "4")]
    [InlineData("--for", "-1s")]
    [InlineData("--for", "25h")]
    [InlineData("--silence", "never")]
    public async Task Host_BadInput_IsRefused(string option, string value)
    {
        var run = await KailleraProgram.RunAsync("host", option, value);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain($"\"{value}\"");
    }
}

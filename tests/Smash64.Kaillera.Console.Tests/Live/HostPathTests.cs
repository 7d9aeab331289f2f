namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary><c>host --code</c> and <c>host --autopunch</c>, as players run them.</summary>
public sealed class HostPathTests
{
    [SkippableFact]
    public async Task Host_ByCode_PrintsTheCodeAndEndsItWithTheProgram()
    {
        Skip.IfNot(Signals.AreTaken("TERM"), Signals.NotTaken);
        using var server = KailleraProgram.Start("rendezvous", "--address", "127.0.0.1", "--port", "0", "--json");
        var rendezvous = $"127.0.0.1:{(await server.ReadEventAsync("listening")).GetProperty("port").GetInt32()}";
        var (host, _) = await KailleraProgram.StartHostAsync("--code", "--rendezvous", rendezvous);
        using var running = host;
        var opened = await host.ReadEventAsync("code");
        var code = opened.GetProperty("code").GetString()!;

        (await KailleraProgram.RunAsync("check", code, "--rendezvous", rendezvous)).ExitCode.Should().Be(0);
        await host.SignalAsync("TERM");
        (await host.EndAsync()).Output.Should().Contain("\"event\":\"codeClosed\"");

        (await KailleraProgram.RunAsync("check", code, "--rendezvous", rendezvous, "--json"))
            .Json.GetProperty("status")
            .GetString()
            .Should()
            .Be("unknownCode");
    }

    [Fact]
    public async Task Host_LikeAutopunch_TellsThatTheRelayKnowsIt()
    {
        using var server = KailleraProgram.Start("rendezvous", "--address", "127.0.0.1", "--port", "0", "--autopunch-port", "0", "--json");
        var relay = (await server.ReadEventAsync("listening")).GetProperty("autopunchPort").GetInt32();
        var (host, _) = await KailleraProgram.StartHostAsync("--autopunch", $"127.0.0.1:{relay}");
        using var running = host;

        (await host.ReadEventAsync("relayFound")).GetProperty("path").GetString().Should().Be("autopunch");
    }

    [Fact]
    public async Task Host_RendezvousWithoutCode_IsNamed()
    {
        var run = await KailleraProgram.RunAsync("host", "--rendezvous", "127.0.0.1");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("give --code too");
    }
}

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary><c>check</c> of hosts that forward no port: by their code, and through Autopunch.</summary>
public sealed class PathTests
{
    [Fact]
    public async Task Check_CodeOfAHost_SaysThatItCanBeJoined()
    {
        using var server = StartServer();
        var rendezvous = (await server.ReadEventAsync("listening")).GetProperty("port").GetInt32();
        var (host, code) = await PunchingHost.WithCodeAsync(rendezvous);
        await using var _ = host;

        var run = await KailleraProgram.RunAsync("check", code, "--rendezvous", $"127.0.0.1:{rendezvous}", "--json");

        run.ExitCode.Should().Be(0);
        var report = run.Json;
        report.GetProperty("status").GetString().Should().Be("reachable");
        report.GetProperty("path").GetString().Should().Be("code");
        report.GetProperty("code").GetString().Should().Be(code);
        report.GetProperty("punched").GetBoolean().Should().BeTrue();
        report.GetProperty("host").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, "it is a player's address");
    }

    [Fact]
    public async Task Check_CodeThatNobodyHas_SaysSo()
    {
        using var server = StartServer();
        var rendezvous = (await server.ReadEventAsync("listening")).GetProperty("port").GetInt32();

        var run = await KailleraProgram.RunAsync("check", "pika#555", "--rendezvous", $"127.0.0.1:{rendezvous}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: nobody has the code PIKA@555.");
    }

    [Fact]
    public async Task Check_RendezvousIsSilent_HasNoAnswer()
    {
        await using var silent = UdpProgram.Silent();

        var run = await KailleraProgram.RunAsync("check", "PIKA@555", "--rendezvous", $"127.0.0.1:{silent.Port}", "--json");

        run.ExitCode.Should().Be(3);
        var report = run.Json;
        report.GetProperty("status").GetString().Should().Be("rendezvousNotResponding");
        report.GetProperty("exitCode").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task Check_PortClosedButAutopunchRuns_SaysForWhomThatIsEnough()
    {
        using var server = StartServer("--autopunch-port", "0");
        var relay = (await server.ReadEventAsync("listening")).GetProperty("autopunchPort").GetInt32();
        await using var host = await PunchingHost.WithAutopunchAsync(relay);

        // The relay tells where the host's socket really is; its address and local port are what players tell each other.
        using var closed = new ClosedPort();
        await host.AnnounceAsync(closed.Port);
        var run = await CheckThroughAsync(relay, closed);

        run.ExitCode.Should().Be(0);
        var report = run.Json;
        report.GetProperty("path").GetString().Should().Be("autopunch");
        report.GetProperty("punched").GetBoolean().Should().BeTrue();
        report.GetProperty("reason").GetString().Should().Contain("who runs Autopunch too");
    }

    [Fact]
    public async Task Check_NoAutopunchThere_KeepsTheDirectVerdictAndSaysBoth()
    {
        using var server = StartServer("--autopunch-port", "0");
        var relay = (await server.ReadEventAsync("listening")).GetProperty("autopunchPort").GetInt32();

        using var closed = new ClosedPort();
        var run = await CheckThroughAsync(relay, closed);

        run.ExitCode.Should().Be(1);
        var report = run.Json;
        report.GetProperty("status").GetString().Should().Be("portClosed");
        report.GetProperty("path").GetString().Should().Be("direct");
        report.GetProperty("reason").GetString().Should().Contain("Autopunch does not run there");
    }

    [Theory]
    [InlineData("PIKA@555 --port 27886", "--port does not go with a connect code")]
    [InlineData("PIKA@555 --autopunch", "--autopunch does not go with a connect code")]
    [InlineData("203.0.113.7 --rendezvous 127.0.0.1", "is no connect code")]
    [InlineData("PIKA@555 --rendezvous ???", "???")]
    public async Task Check_WhatDoesNotGoTogether_IsNamed(string arguments, string message)
    {
        var run = await KailleraProgram.RunAsync(["check", .. arguments.Split(' ')]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(message);
    }

    [Fact]
    public async Task Rendezvous_WithAList_ServesItByHttp()
    {
        using var server = StartServer("--list-port", "0");
        var port = (await server.ReadEventAsync("listening")).GetProperty("listPort").GetInt32();
        using var player = UdpPort.Bind();
        await player.SendToAsync(
            "\0ENLIST SMASH REMIX|RMG-K|Ness\0"u8.ToArray(),
            SocketFlags.None,
            new IPEndPoint(IPAddress.Loopback, port)
        );
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);

        var list = string.Empty;
        while (list.Length == 0)
        {
            list = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/plist.txt"), patience.Token);
        }

        list.Should().StartWith($"SMASH REMIX|RMG-K|Ness|127.0.0.1:{((IPEndPoint)player.LocalEndPoint!).Port}");
    }

    private static Task<ProgramRun> CheckThroughAsync(int relay, ClosedPort closed) =>
        KailleraProgram.RunAsync("check", $"127.0.0.1:{closed.Port}", "--mode", "knock", "--autopunch", $"127.0.0.1:{relay}", "--json");

    private static KailleraProgram StartServer(params string[] more) =>
        KailleraProgram.Start(["rendezvous", "--address", "127.0.0.1", "--port", "0", "--json", .. more]);
}

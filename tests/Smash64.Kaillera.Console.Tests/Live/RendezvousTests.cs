using System.Text.Json;

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary><c>rendezvous</c>, as its users run it.</summary>
public sealed class RendezvousTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rendezvous-");
    private readonly Socket _player = UdpPort.Bind();

    private string Data => Path.Combine(_folder.FullName, "codes.json");

    [Fact]
    public async Task Rendezvous_KilledAndStartedAgain_KnowsWhoseACodeIs()
    {
        string owner;
        using (var server = KailleraProgram.Start("rendezvous", "--address", "127.0.0.1", "--port", "0", "--data", Data, "--json"))
        {
            var port = (await server.ReadEventAsync("listening")).GetProperty("port").GetInt32();
            owner = (await AskAsync(port, "CLAIM|PIKA@555"))[2];
            (await AskAsync(port, $"CLAIMACK|{owner}")).Should().Equal("OK");
            await WaitForAsync(() => File.ReadAllText(Data).Contains("PIKA@555", StringComparison.Ordinal));
            server.Kill();
            await server.WaitAsync();
        }

        using var next = KailleraProgram.Start("rendezvous", "--address", "127.0.0.1", "--port", "0", "--data", Data, "--json");
        var nextPort = (await next.ReadEventAsync("listening")).GetProperty("port").GetInt32();
        (await AskAsync(nextPort, $"HOSTOPEN|{owner}"))[..2].Should().Equal("HOSTOK", "PIKA@555");
        (await AskAsync(nextPort, "CHECK|PIKA@555"))[0].Should().Be("CHECKSUGGEST");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Data).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds what proves whose a code is");
        }
    }

    [SkippableFact]
    public async Task Rendezvous_Ended_KeepsWhatWasConfirmedLast()
    {
        Skip.IfNot(Signals.AreTaken("TERM"), Signals.NotTaken);
        using var server = KailleraProgram.Start("rendezvous", "--address", "127.0.0.1", "--port", "0", "--data", Data, "--json");
        var port = (await server.ReadEventAsync("listening")).GetProperty("port").GetInt32();
        (await AskAsync(port, $"CLAIMACK|{(await AskAsync(port, "CLAIM|FOX@1"))[2]}")).Should().Equal("OK");
        (await AskAsync(port, $"CLAIMACK|{(await AskAsync(port, "CLAIM|FOX@2"))[2]}")).Should().Equal("OK");

        await server.SignalAsync("TERM");

        (await server.EndAsync()).ExitCode.Should().Be(0);
        JsonDocument.Parse(await File.ReadAllTextAsync(Data)).RootElement.GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Rendezvous_FileOfSomethingElse_IsRefusedAndLeftAlone()
    {
        await File.WriteAllTextAsync(Data, "my diary");

        var run = await KailleraProgram.RunAsync("rendezvous", "--address", "127.0.0.1", "--port", "0", "--data", Data);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("no file of codes");
        (await File.ReadAllTextAsync(Data)).Should().Be("my diary");
    }

    [Theory]
    [InlineData("--port", "70000", "--port must be a whole number from 0 to 65,535|--port must be a whole number from 0 to 65535")]
    [InlineData("--address", "localhost", "localhost")]
    [InlineData("--data", "/no/such/place/codes.json", "--data can't be used")]
    public async Task Rendezvous_BadInput_IsNamed(string option, string value, string message)
    {
        var run = await KailleraProgram.RunAsync("rendezvous", option, value);

        run.ExitCode.Should().Be(2);
        run.Error.Should().ContainAny(message.Split('|'));
    }

    public void Dispose()
    {
        _player.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<string[]> AskAsync(int port, string question)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await _player.SendToAsync(
            Encoding.ASCII.GetBytes($"\0N02TRAV1|{question}"),
            SocketFlags.None,
            new IPEndPoint(IPAddress.Loopback, port),
            patience.Token
        );
        var buffer = new byte[512];
        var received = await _player.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, received).Split('|')[1..];
    }
}

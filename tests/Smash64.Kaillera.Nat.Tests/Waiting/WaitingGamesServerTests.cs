using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>The list at a real socket.</summary>
public sealed class WaitingGamesServerTests
{
    private static readonly WaitingGamesOptions Local = new() { Address = IPAddress.Loopback, Port = 0 };

    [Fact]
    public async Task Server_OverSockets_ListsMeasuresAndForgets()
    {
        var time = new ManualTimeProvider();
        using var host = UdpPort.Bind();
        await using var server = await WaitingGamesServer.StartAsync(Local, time);

        (await AskAsync(host, server, "\0WHATISMYIP\0")).Should().Be($"\0{host.LocalEndPoint}\0");
        (await AskAsync(host, server, "\0ENLISP SMASH|Emu {CC:PIKA@555}|Ness|40000\0")).Should().Be("\0PINGRQ\0");
        var here = new IPEndPoint(IPAddress.Loopback, 40000);
        server.Games.Should().Equal(new WaitingGame("SMASH", "Emu", "PIKA@555", "Ness", here, Ping: null));

        time.Advance(TimeSpan.FromMilliseconds(20));
        await SendAsync(host, server, "\0xxxxxxxxxx\0");
        await AskAsync(host, server, "\0WHATISMYIP\0"); // what came before has been heard
        server.Games.Should().ContainSingle().Which.Ping.Should().Be(20);

        await SendAsync(host, server, "\0UNENLIST\0");
        await AskAsync(host, server, "\0WHATISMYIP\0");
        server.Games.Should().BeEmpty();
    }

    [Fact]
    public async Task Server_HostFallsSilent_ForgetsHimByItself()
    {
        var time = new ManualTimeProvider();
        using var host = UdpPort.Bind();
        await using var server = await WaitingGamesServer.StartAsync(Local, time);
        await AskAsync(host, server, "\0ENLIST G|E|U\0");

        time.Advance(TimeSpan.FromSeconds(96));
        await AskAsync(host, server, "\0WHATISMYIP\0");
        await AskAsync(host, server, "\0WHATISMYIP\0"); // the turn before has ended

        server.Games.Should().BeEmpty();
    }

    [Fact]
    public async Task Server_Ended_HasAnEmptyListAndItsPortIsFree()
    {
        using var host = UdpPort.Bind();
        var server = await WaitingGamesServer.StartAsync(Local);
        await AskAsync(host, server, "\0ENLIST G|E|U\0");

        await server.DisposeAsync();
        await server.DisposeAsync();

        server.Games.Should().BeEmpty();
        await using var next = await WaitingGamesServer.StartAsync(
            new WaitingGamesOptions { Address = IPAddress.Loopback, Port = server.EndPoint.Port }
        );
        next.EndPoint.Should().Be(server.EndPoint);
    }

    [Fact]
    public async Task Server_BadOptions_SaysAllThatIsWrong() =>
        await FluentActions
            .Awaiting(() =>
                WaitingGamesServer.StartAsync(
                    new WaitingGamesOptions
                    {
                        Address = IPAddress.IPv6Loopback,
                        Port = -1,
                        MaxGames = 0,
                        MaxGamesPerAddress = 1_001,
                        MaxQuestionsPerAddressPerSecond = 0,
                        MaxQuestionsPerSecond = 0,
                    }
                )
            )
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage(
                "*Address must be*Port must be*MaxGames must*MaxGamesPerAddress must*AddressPerSecond must*QuestionsPerSecond must*"
            );

    [Fact]
    public async Task Server_CancelledStart_Throws() =>
        await FluentActions
            .Awaiting(() => WaitingGamesServer.StartAsync(Local, cancellationToken: new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();

    [Fact]
    public void Options_Defaults_AreThePublicServers()
    {
        var options = new WaitingGamesOptions();

        (options.Address, options.Port, options.AllowPrivateAddresses).Should().Be((IPAddress.Any, 27887, false));
    }

    private static async Task<string> AskAsync(Socket host, WaitingGamesServer server, string question)
    {
        await SendAsync(host, server, question);
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        var buffer = new byte[512];
        var received = await host.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, received.ReceivedBytes);
    }

    private static async Task SendAsync(Socket host, WaitingGamesServer server, string text)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await host.SendToAsync(Encoding.ASCII.GetBytes(text), SocketFlags.None, server.EndPoint, patience.Token);
    }
}

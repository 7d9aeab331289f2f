using Smash64.Kaillera.Nat.Autopunch;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary><c>v1/checks</c> of hosts that nobody reaches directly, in a service that knows a relay of Autopunch.</summary>
public sealed class AutopunchCheckTests
{
    [Fact]
    public async Task Check_HostRunsAutopunch_IsReachableByOpponentsWhoRunItToo()
    {
        await using var relay = await StartRelayAsync();
        await using var service = await StartAsync(relay);
        using var closed = new ClosedPort();
        await using var host = await P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Luigi",
            }
        );
        await using var session = await AnnounceAsync(host, closed.Port, relay);

        var check = await Client(service).CheckAsync(P2PCheckRequest.Self(closed.Port));

        check.Target!.Port.Should().Be(closed.Port, "that is what players tell each other");
        var result = check.Result!;
        (result.Verdict, result.Path, result.IsPunched, result.User)
            .Should()
            .Be((KailleraCheckVerdict.Responding, P2PPathKind.Autopunch, true, "Luigi"));
        result.IsReachable.Should().BeTrue();
        result.Summary.Should().Contain("who runs Autopunch too");
        result.NextSteps.Select(step => step.Code).Should().StartWith(KailleraNextStepCode.OpponentRunsAutopunch);
        result
            .Evidence.Select(item => item.Code)
            .Should()
            .StartWith([KailleraEvidenceCode.Asked, KailleraEvidenceCode.TriedAutopunch, KailleraEvidenceCode.Punched]);
    }

    [Fact]
    public async Task Check_AutopunchDoesNotRunThere_KeepsTheDirectVerdictAndSaysSo()
    {
        await using var relay = await StartRelayAsync();
        await using var service = await StartAsync(relay);
        using var closed = new ClosedPort();

        var result = (await Client(service).CheckAsync(P2PCheckRequest.Self(closed.Port))).Result!;

        (result.Verdict, result.Path, result.IsReachable).Should().Be((KailleraCheckVerdict.PortClosed, P2PPathKind.Direct, false));
        result
            .Evidence.Select(item => item.Code)
            .Should()
            .Equal(
                KailleraEvidenceCode.Asked,
                KailleraEvidenceCode.Refused,
                KailleraEvidenceCode.TriedAutopunch,
                KailleraEvidenceCode.AutopunchNotRunning
            );
    }

    [Fact]
    public async Task CheckByTheOriginalsContract_HostRunsAutopunch_StaysDirect()
    {
        await using var relay = await StartRelayAsync();
        await using var service = await StartAsync(relay);
        using var closed = new ClosedPort();
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var session = await AnnounceAsync(host, closed.Port, relay);
        var client = new KailleraApiClient(service.Client, new KailleraApiClientOptions { BaseAddress = Address(service) });

        var result = await client.CheckP2PAsync(P2PCheckRequest.Self(closed.Port));

        result.IsResponding.Should().BeFalse();
    }

    private static Task<AutopunchRelay> StartRelayAsync() =>
        AutopunchRelay.StartAsync(new AutopunchRelayOptions { Address = IPAddress.Loopback, Port = 0 });

    private static Task<CheckerService> StartAsync(AutopunchRelay relay) =>
        CheckerService.StartAsync(options => options.Autopunch.Relay = $"127.0.0.1:{relay.EndPoint.Port}");

    private static Uri Address(CheckerService service) => new(service.BaseAddress, "kaillera/");

    private static KailleraCheckClient Client(CheckerService service) =>
        new(service.Client, new KailleraApiClientOptions { BaseAddress = Address(service), Timeout = TimeSpan.FromSeconds(60) });

    /// <summary>Makes the relay know a host under another port than its own, as behind a router that gives ports away as it likes.</summary>
    private static async Task<AutopunchSession> AnnounceAsync(P2PHost host, int port, AutopunchRelay relay)
    {
        var session = await AutopunchSession.StartAsync(
            new SocketOfAnotherName(host, port),
            new DnsEndPoint("127.0.0.1", relay.EndPoint.Port)
        );
        using var patience = new CancellationTokenSource(Eventually.Patience);
        await foreach (var happening in session.ReadEventsAsync(patience.Token))
        {
            if (happening.Kind == AutopunchEventKind.RelayFound)
            {
                return session;
            }
        }

        throw new InvalidOperationException("The session has ended.");
    }

    private sealed class SocketOfAnotherName(IGameSocket socket, int port) : IGameSocket
    {
        public IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, port);

        public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint destination, CancellationToken cancellationToken = default) =>
            socket.SendAsync(datagram, destination, cancellationToken);

        public IDisposable Listen(GameDatagramListener listener) => socket.Listen(listener);
    }
}

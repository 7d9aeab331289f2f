using System.Collections.Concurrent;
using System.Diagnostics;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.Nat.Diagnosis;
using Smash64.Kaillera.Nat.Tests.Gateways;

namespace Smash64.Kaillera.Nat.Tests.Diagnosis;

/// <summary>The whole examination: hosts and routers over the loopback interface, a computer and a service that are made up.</summary>
public sealed class HostDoctorTests
{
    private static readonly HostRingKind[] AllRings =
    [
        HostRingKind.Program,
        HostRingKind.Loopback,
        HostRingKind.Network,
        HostRingKind.Router,
        HostRingKind.Carrier,
        HostRingKind.Internet,
    ];

    [Fact]
    public async Task Examine_HostWithMapping_IsReachable()
    {
        await using var home = await Home.StartAsync();
        home.MapTo(home.Port);
        home.Checks.Judge = static (_, _) => Task.FromResult(KailleraCheckVerdict.Responding);

        var diagnosis = await home.ExamineAsync();

        (diagnosis.Conclusion, diagnosis.IsReachable, diagnosis.Port).Should().Be((HostConclusion.Reachable, true, home.Port));
        (diagnosis.LocalAddress, diagnosis.PublicAddress).Should().Be((IPAddress.Loopback, FakeChecks.Caller));
        diagnosis.Entry!.InternalEndPoint.Port.Should().Be(home.Port);
        diagnosis.Rings.Select(ring => ring.Kind).Should().Equal(AllRings);
        diagnosis.Rings.Should().OnlyContain(ring => ring.State == HostRingState.Ok);
        diagnosis.NextSteps[0].Text.Should().EndWith($"203.0.113.7:{home.Port}");
        diagnosis.Rings[^1].Text.Should().Contain("moon-1");
    }

    [Fact]
    public async Task Examine_NoMapping_ChangesNothing()
    {
        await using var home = await Home.StartAsync();

        await using var diagnosis = await home.ExamineAsync();

        (diagnosis.Conclusion, diagnosis.IsFixed, diagnosis.Mapping).Should().Be((HostConclusion.NoMapping, false, null));
        diagnosis.NextSteps[0].Code.Should().Be(HostNextStepCode.OpenPort);
        home.Router.Entries.Should().BeEmpty();
        home.Checks.Checked.Should().Equal(home.Port);
    }

    [Fact]
    public async Task Examine_ToldToFix_OpensAndLooksAgainAndKeepsUntilDisposedOf()
    {
        await using var home = await Home.StartAsync();
        home.Checks.Judge = (_, _) =>
            Task.FromResult(home.Router.Entries.Count > 0 ? KailleraCheckVerdict.Responding : KailleraCheckVerdict.NoResponse);

        var diagnosis = await home.ExamineAsync(options => options.Fix = true);

        (diagnosis.Conclusion, diagnosis.IsReachable, diagnosis.IsFixed).Should().Be((HostConclusion.Reachable, true, true));
        diagnosis.Mapping!.ExternalEndPoint.Port.Should().Be(home.Port);
        diagnosis.NextSteps.Select(step => step.Code).Should().Equal(HostNextStepCode.ShareAddress, HostNextStepCode.KeepOpen);
        home.Router.Entries.Should().ContainKey((home.Port, "UDP"));
        home.Checks.Checked.Should().Equal(home.Port, home.Port);

        await diagnosis.DisposeAsync();
        home.Router.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Examine_FixedButStillSilent_SaysFirewallAndThatItIsNotFixed()
    {
        await using var home = await Home.StartAsync();

        await using var diagnosis = await home.ExamineAsync(options => options.Fix = true);

        (diagnosis.Conclusion, diagnosis.IsFixed).Should().Be((HostConclusion.FirewallLikely, false));
        diagnosis.Mapping.Should().NotBeNull();
    }

    [Theory]
    [InlineData("192.168.178.20", HostConclusion.DoubleNat, false)]
    [InlineData("203.0.113.7", HostConclusion.Unknown, true)]
    public async Task Examine_FixedOffline_IsFixedUnlessSomethingElseIsInTheWay(string external, HostConclusion conclusion, bool isFixed)
    {
        await using var home = await Home.StartAsync();
        home.Router.ExternalAddress = IPAddress.Parse(external);

        await using var diagnosis = await home.ExamineAsync(options => (options.Fix, options.Offline) = (true, true));

        (diagnosis.Conclusion, diagnosis.IsFixed).Should().Be((conclusion, isFixed));
        diagnosis.Mapping.Should().NotBeNull();
    }

    [Fact]
    public async Task Examine_FixRefused_SaysWhatTheRouterSaid()
    {
        await using var home = await Home.StartAsync();
        home.Router.Refuse = static (_, action, _) => action == "AddPortMapping" ? 606 : 0;

        await using var diagnosis = await home.ExamineAsync(options => options.Fix = true);

        (diagnosis.Conclusion, diagnosis.Mapping).Should().Be((HostConclusion.NoMapping, null));
        Ring(diagnosis, HostRingKind.Router).Evidence.Select(item => item.Code).Should().Contain(HostEvidenceCode.MappingRefused);
        diagnosis.NextSteps.Select(step => step.Code).Should().NotContain(HostNextStepCode.OpenPort);
    }

    [Fact]
    public async Task Examine_CancelledWhileItLooksAgain_GivesThePortBack()
    {
        await using var home = await Home.StartAsync();
        using var cancellation = new CancellationTokenSource();
        home.Checks.Judge = async (_, token) =>
        {
            if (home.Router.Entries.Count > 0)
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return KailleraCheckVerdict.NoResponse;
        };

        await home.Invoking(it => it.ExamineAsync(options => options.Fix = true, cancellation.Token))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        home.Router.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Examine_Cancelled_Throws()
    {
        await using var home = await Home.StartAsync();
        using var cancellation = new CancellationTokenSource();
        home.Checks.Judge = async (_, _) =>
        {
            await cancellation.CancelAsync();
            return await new TaskCompletionSource<KailleraCheckVerdict>().Task; // a service's client that does not listen
        };

        await home.Invoking(it => it.ExamineAsync(cancellationToken: cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Examine_MappingToAnotherComputer_NamesItAndLeavesItEvenWhenToldToFix()
    {
        await using var home = await Home.StartAsync();
        home.Router.Entries[(home.Port, "UDP")] = (new IPEndPoint(IPAddress.Parse("192.168.77.11"), home.Port), 0);

        await using var diagnosis = await home.ExamineAsync(options => options.Fix = true);

        diagnosis.Conclusion.Should().Be(HostConclusion.MappingToAnotherComputer);
        diagnosis.Reason.Should().Contain("192.168.77.11");
        diagnosis.NextSteps[0].Code.Should().Be(HostNextStepCode.ForwardToThisComputer);
        home.Router.Entries[(home.Port, "UDP")].To.Address.ToString().Should().Be("192.168.77.11");
    }

    [Fact]
    public async Task Examine_MappingForTcp_SaysSo()
    {
        await using var home = await Home.StartAsync();
        home.Router.Entries[(home.Port, "TCP")] = (new IPEndPoint(IPAddress.Loopback, home.Port), 0);

        await using var diagnosis = await home.ExamineAsync();

        diagnosis.Conclusion.Should().Be(HostConclusion.MappingForTcp);
        diagnosis.Entry!.Protocol.Should().Be(ProtocolType.Tcp);
    }

    [Fact]
    public async Task Examine_NothingHosted_FindsTheHostOnAnotherPort()
    {
        await using var home = await Home.StartAsync();
        var free = UdpPort.FindClosed().Port;

        await using var diagnosis = await home.ExamineAsync(options => options.Port = free);

        (diagnosis.Conclusion, diagnosis.IsReachable).Should().Be((HostConclusion.HostingOnAnotherPort, false));
        diagnosis.Reason.Should().Contain($"{home.Port}").And.Contain($"{free}");
        diagnosis.NextSteps.Should().ContainSingle().Which.Text.Should().Contain($"--port {home.Port}");
    }

    [Fact]
    public async Task Examine_NothingHosted_SaysSoAndOpensNothing()
    {
        await using var home = await Home.StartAsync();
        home.Computer.Listeners.Clear();

        await using var diagnosis = await home.ExamineAsync(options => (options.Port, options.Fix) = (UdpPort.FindClosed().Port, true));

        diagnosis.Conclusion.Should().Be(HostConclusion.NotHosting);
        home.Router.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Examine_Offline_AsksNobodyAndSkipsTheOuterRings()
    {
        await using var home = await Home.StartAsync();
        home.MapTo(home.Port);
        home.Checks.Tell = static _ => throw new InvalidOperationException("Nobody was to be asked.");

        await using var diagnosis = await home.ExamineAsync(options => options.Offline = true);

        (diagnosis.Conclusion, diagnosis.IsReachable).Should().Be((HostConclusion.Unknown, null));
        diagnosis
            .Rings.Select(ring => ring.State)
            .Should()
            .Equal(HostRingState.Ok, HostRingState.Ok, HostRingState.Ok, HostRingState.Ok, HostRingState.Skipped, HostRingState.Skipped);
        home.Checks.Checked.Should().BeEmpty();
    }

    [Fact]
    public async Task Examine_OldService_IsAskedByTheOriginalsCalls()
    {
        await using var home = await Home.StartAsync();
        home.MapTo(home.Port);
        home.Checks.Tell = static _ => throw new KailleraApiException("No typed API.") { Error = KailleraApiError.NotSupported };
        home.Checks.Judge = static (_, _) => throw new KailleraApiException("No typed API.") { Error = KailleraApiError.NotSupported };
        home.Api = new OldService();

        await using var diagnosis = await home.ExamineAsync();

        (diagnosis.Conclusion, diagnosis.PublicAddress).Should().Be((HostConclusion.Reachable, FakeChecks.Caller));
    }

    [Fact]
    public async Task Examine_ServiceWithStun_TellsTheNat()
    {
        await using var home = await Home.StartAsync();
        await using var stun = await StunServer.StartAsync(
            new StunServerOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                OtherPort = 0,
            }
        );
        home.Checks.Tell = _ =>
            Task.FromResult(
                new KailleraCheckService(new KailleraVantage("moon-1", "the moon"))
                {
                    StunServer = new DnsEndPoint("127.0.0.1", stun.EndPoints[0].Port),
                }
            );

        await using var diagnosis = await home.ExamineAsync();

        (diagnosis.NatMapping, diagnosis.PublicAddress).Should().Be((NatMapping.EndpointIndependent, IPAddress.Loopback));
    }

    [Fact]
    public async Task Examine_EverythingFails_IsUnknownRingByRing()
    {
        var broken = new BrokenSources();
        var doctor = new HostDoctor(
            new HostDoctorSources
            {
                Probe = broken,
                PortMapper = broken,
                Checks = new FakeChecks
                {
                    Tell = static _ => throw new HttpRequestException("broken"),
                    Judge = static (_, _) => throw new InvalidOperationException("broken"),
                },
            },
            timeProvider: null,
            new FakeComputer { WhenAsked = static () => throw new System.Net.NetworkInformation.NetworkInformationException() }
        );

        await using var diagnosis = await doctor.ExamineAsync();

        diagnosis.Conclusion.Should().Be(HostConclusion.Unknown);
        diagnosis
            .Rings.Select(ring => ring.State)
            .Should()
            .Equal(
                HostRingState.Unknown,
                HostRingState.Unknown,
                HostRingState.Ok,
                HostRingState.Unknown,
                HostRingState.Unknown,
                HostRingState.Unknown
            );
        diagnosis
            .Rings.Where(ring => ring.Kind is HostRingKind.Loopback or HostRingKind.Router or HostRingKind.Internet)
            .Should()
            .OnlyContain(ring => ring.Evidence[0].Code == HostEvidenceCode.Failed);
    }

    [Fact]
    public async Task Examine_EverythingHangs_EndsAtTheTimeout()
    {
        var time = new ManualTimeProvider();
        var never = new TaskCompletionSource();
        var hanging = new BrokenSources { Wait = never.Task };
        var doctor = new HostDoctor(
            new HostDoctorSources
            {
                Probe = hanging,
                PortMapper = hanging,
                Checks = new FakeChecks
                {
                    Tell = async _ =>
                    {
                        await never.Task;
                        return null!;
                    },
                    Judge = async (_, _) =>
                    {
                        await never.Task;
                        return default;
                    },
                },
            },
            time,
            new FakeComputer { Listeners = { new IPEndPoint(IPAddress.Any, 27886) } }
        );

        var examining = doctor.ExamineAsync();
        await time.WaitForTimersAsync(1);
        time.Advance(HostDoctorOptions.MaxTimeout);
        await using var diagnosis = await examining;

        diagnosis.Rings.Select(ring => ring.Kind).Should().Equal(AllRings);
        diagnosis
            .Rings.Where(ring => ring.Kind is not (HostRingKind.Program or HostRingKind.Network))
            .Should()
            .OnlyContain(ring => ring.Evidence[0].Code == HostEvidenceCode.TimedOut);
        diagnosis.Conclusion.Should().Be(HostConclusion.NoInternet);
    }

    [Fact]
    public async Task Examine_Progress_TellsEachRingOnce()
    {
        await using var home = await Home.StartAsync();
        var told = new ConcurrentQueue<HostRing>();

        await using var diagnosis = await home.ExamineAsync(options => options.Progress = new Listener(told.Enqueue));

        told.Select(ring => ring.Kind).Should().BeEquivalentTo(AllRings);
        told.Select(ring => ring.Text).Should().BeEquivalentTo(diagnosis.Rings.Select(ring => ring.Text));
    }

    [Fact]
    public async Task Examine_ProgressThatThrows_IsLostAlone()
    {
        await using var home = await Home.StartAsync();

        await using var diagnosis = await home.ExamineAsync(options =>
            options.Progress = new Listener(static _ => throw new InvalidOperationException("a listener's fault"))
        );

        diagnosis.Conclusion.Should().Be(HostConclusion.NoMapping);
    }

    [Fact]
    public async Task Examine_OlderClient_IsToldApartByALoginOnly()
    {
        await using var home = await Home.StartAsync(P2PHostGeneration.First);

        await using var knocked = await home.ExamineAsync();
        await using var asked = await home.ExamineAsync(options => options.Mode = P2PProbeMode.Quiet);

        Ring(knocked, HostRingKind.Loopback).State.Should().Be(HostRingState.Unknown);
        Ring(asked, HostRingKind.Loopback).State.Should().Be(HostRingState.Ok);
        (await home.Host.EndAsync()).Should().Contain(happened => happened.Kind == P2PHostEventKind.Left);
    }

    [Theory]
    [InlineData("192.168.178.1", HostConclusion.DoubleNat)]
    [InlineData("100.64.7.1", HostConclusion.CarrierNat)]
    [InlineData("100.200.0.1", HostConclusion.CarrierNat)]
    [InlineData(null, HostConclusion.DoubleNat)]
    public async Task Examine_RouterWithoutAnAddress_LooksWhatStandsBehindIt(string? secondHop, HostConclusion conclusion)
    {
        await using var home = await Home.StartAsync();
        home.Router.ExternalAddress = IPAddress.Any;
        home.Computer.Answer = (_, hops) =>
            hops == 1 ? new Echo(home.Router.Address, HasArrived: false)
            : secondHop is null ? null
            : new Echo(IPAddress.Parse(secondHop), HasArrived: false);

        await using var diagnosis = await home.ExamineAsync();

        diagnosis.Conclusion.Should().Be(conclusion);
        Ring(diagnosis, HostRingKind.Carrier).State.Should().Be(HostRingState.Problem);
    }

    [Fact]
    public async Task Examine_RouterWithoutAnAddressThatAnswersForThePublicOne_HasNoneBehindIt()
    {
        await using var home = await Home.StartAsync();
        home.Router.ExternalAddress = IPAddress.Any;
        home.Computer.Answer = static (seen, hops) => hops == 1 ? new Echo(seen, HasArrived: true) : null;

        await using var diagnosis = await home.ExamineAsync();

        diagnosis.Conclusion.Should().Be(HostConclusion.NoMapping);
        Ring(diagnosis, HostRingKind.Carrier).State.Should().Be(HostRingState.Ok);
    }

    [Theory]
    [InlineData("127.0.0.1", HostEvidenceCode.BoundToLoopback)]
    [InlineData("127.0.0.9", HostEvidenceCode.BoundToLoopback)]
    [InlineData("10.8.0.2", HostEvidenceCode.BoundToOtherAddress)]
    public async Task Examine_BoundToOneAddress_SaysToWhich(string address, HostEvidenceCode code)
    {
        await using var home = await Home.StartAsync();
        home.Computer.Outgoing = IPAddress.Parse("192.168.77.10");
        home.Computer.Listeners.Clear();
        home.Computer.Listeners.Add(new IPEndPoint(IPAddress.Parse(address), home.Port));

        await using var diagnosis = await home.ExamineAsync();

        diagnosis.Conclusion.Should().Be(HostConclusion.BoundToOneAddress);
        var evidence = Ring(diagnosis, HostRingKind.Program).Evidence[0];
        evidence.Code.Should().Be(code);
        evidence.Text.Should().Contain(address).And.Contain("emulator (process 7)");
    }

    [Fact]
    public async Task Examine_Vpn_NamesItAndBlamesNoRouter()
    {
        await using var home = await Home.StartAsync();
        home.Computer.Routes.Insert(
            0,
            new GatewayRoute("wg0", IPAddress.Parse("10.8.0.2"), IPAddress.Parse("10.8.0.1")) { IsVirtual = true }
        );
        home.Computer.Outgoing = IPAddress.Parse("10.8.0.2");
        home.Computer.Firewalls.AddRange([new FirewallSign("ufw", IsOn: true), new FirewallSign("the rest", IsOn: null)]);

        await using var diagnosis = await home.ExamineAsync();

        diagnosis.Conclusion.Should().Be(HostConclusion.Unknown);
        diagnosis.NextSteps[0].Code.Should().Be(HostNextStepCode.LeaveVpn);
        Ring(diagnosis, HostRingKind.Network)
            .Evidence.Select(item => item.Code)
            .Should()
            .Equal(HostEvidenceCode.VpnCarriesTraffic, HostEvidenceCode.FirewallOn, HostEvidenceCode.FirewallUnreadable);
    }

    [Fact]
    public async Task Examine_BadOptions_SaysAllThatIsWrong()
    {
        var doctor = new HostDoctor();
        var options = new HostDoctorOptions
        {
            Port = 80,
            Lease = TimeSpan.Zero,
            Timeout = TimeSpan.FromSeconds(11),
            Mode = (P2PProbeMode)9,
            StunServers = null!,
        };

        (await doctor.Invoking(it => it.ExamineAsync(options)).Should().ThrowAsync<ArgumentException>()).WithMessage(
            "*Port must be*80*Lease must be*StunServers must be*Mode must be*Timeout must be*"
        );
    }

    [Fact]
    public async Task AddKailleraNat_WithChecks_GivesTheDoctorThem()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        var checks = new FakeChecks();
        await using var services = new ServiceCollection()
            .AddSingleton<IPortMapper>(router.CreateMapper(GatewayProtocol.Upnp))
            .AddSingleton<IKailleraCheckClient>(checks)
            .AddKailleraNat()
            .BuildServiceProvider();
        var port = UdpPort.FindClosed().Port;

        await using var diagnosis = await services.GetRequiredService<IHostDoctor>().ExamineAsync(new HostDoctorOptions { Port = port });

        checks.Checked.Should().Equal(port);
        diagnosis.Gateway!.Address.Should().Be(router.Address);
    }

    [Fact]
    public void ThisComputer_WhoListens_IsFoundWithItsProcess()
    {
        using var socket = UdpPort.Bind();
        var computer = new ThisComputer();

        computer.FindListeners().Should().Contain((IPEndPoint)socket.LocalEndPoint!);
        computer.FindFirewalls().Should().NotBeEmpty().And.OnlyContain(firewall => firewall.Name.Length > 0);
        if (OperatingSystem.IsLinux())
        {
            computer.FindProgram(socket.GetPort()).Should().EndWith($"(process {Environment.ProcessId})");
        }

        computer.FindProgram(UdpPort.FindClosed().Port).Should().BeNull();
    }

    private static HostRing Ring(HostDiagnosis diagnosis, HostRingKind kind) => diagnosis.Rings.Single(ring => ring.Kind == kind);

    /// <summary>A host, a router and a computer.</summary>
    private sealed class Home(P2PHost host) : IAsyncDisposable
    {
        public P2PHost Host => host;

        public int Port => host.EndPoint.Port;

        public SimulatedRouter Router { get; } = new() { SpeaksUpnp = true };

        public FakeComputer Computer { get; } = new() { Listeners = { new IPEndPoint(IPAddress.Any, host.EndPoint.Port) } };

        public FakeChecks Checks { get; } = new();

        public IKailleraApiClient? Api { get; set; }

        public static async Task<Home> StartAsync(P2PHostGeneration generation = P2PHostGeneration.Second) =>
            new(
                await P2PHost.StartAsync(
                    new P2PHostOptions
                    {
                        Address = IPAddress.Loopback,
                        Port = 0,
                        Generation = generation,
                    }
                )
            );

        public void MapTo(int port) => Router.Entries[(Port, "UDP")] = (new IPEndPoint(IPAddress.Loopback, port), 0);

        public Task<HostDiagnosis> ExamineAsync(Action<HostDoctorOptions>? configure = null, CancellationToken cancellationToken = default)
        {
            var options = new HostDoctorOptions { Port = Port };
            configure?.Invoke(options);
            var sources = new HostDoctorSources
            {
                PortMapper = Router.CreateMapper(GatewayProtocol.Upnp),
                Checks = Checks,
                Api = Api,
            };
            return new HostDoctor(sources, timeProvider: null, Computer).ExamineAsync(options, cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await Router.DisposeAsync();
        }
    }

    private sealed class Listener(Action<HostRing> tell) : IProgress<HostRing>
    {
        public void Report(HostRing value) => tell(value);
    }

    private sealed class OldService : IKailleraApiClient
    {
        public Task<IPAddress?> GetIPAsync(CancellationToken cancellationToken = default) => Task.FromResult<IPAddress?>(FakeChecks.Caller);

        public Task<P2PCheckResult> CheckP2PAsync(P2PCheckRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new P2PCheckResult(isResponding: true, "Responding") { Host = "203.0.113.7", Port = request.Port });

        public Task<ServerCheckResult> CheckServerAsync(IPEndPoint server, CancellationToken cancellationToken = default) =>
            throw new UnreachableException();
    }

    /// <summary>Fails, or hangs until told to.</summary>
    private sealed class BrokenSources : IP2PProbe, IPortMapper
    {
        public Task? Wait { get; init; }

        public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default) =>
            FailAsync<P2PProbeResult>();

        public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default) =>
            FailAsync<P2PProbeResult>();

        public async IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
            IEnumerable<IPEndPoint> hosts,
            P2PProbeOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            yield return await FailAsync<P2PProbeResult>();
        }

        public Task<Gateway?> FindAsync(CancellationToken cancellationToken = default) => FailAsync<Gateway?>();

        public Task<PortMappingEntry?> GetMappingAsync(
            int externalPort,
            ProtocolType protocol = ProtocolType.Udp,
            CancellationToken cancellationToken = default
        ) => FailAsync<PortMappingEntry?>();

        public Task<PortMapping> OpenAsync(PortMappingRequest? request = null, CancellationToken cancellationToken = default) =>
            FailAsync<PortMapping>();

        private async Task<T> FailAsync<T>()
        {
            if (Wait is { } wait)
            {
                await wait;
            }

            throw new InvalidOperationException("broken");
        }
    }
}

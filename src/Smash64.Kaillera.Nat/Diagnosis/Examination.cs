using System.Collections.Immutable;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Looks at the rings, side by side where one does not need another's answer.</summary>
/// <param name="options">What to look at.</param>
/// <param name="sources">Whom to ask; probe, port mapper and STUN client are there.</param>
/// <param name="computer">This computer.</param>
/// <param name="time">The clock of the deadline.</param>
internal sealed class Examination(HostDoctorOptions options, HostDoctorSources sources, IComputer computer, TimeProvider time)
{
    /// <summary>How many other ports are knocked at, when nothing listens on the one that is looked at.</summary>
    private const int MostOtherPorts = 64;

    private static readonly TimeSpan KnockTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(2.5);

    private readonly OnlineLooks _online = new(options, sources);
    private HostFindings _found = new(options.Port) { IsOffline = options.Offline };

    private HostFindings Found => Volatile.Read(ref _found);

    /// <summary>Looks at all rings.</summary>
    public async Task<HostFindings> LookAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options.Timeout, time, cancellationToken);
        var listening = deadline.RunAsync(token => Task.Run(FindProgram, token));
        var loopback = LookAsync(
            deadline,
            HostRingKind.Loopback,
            async token => await AskProgramAsync(await listening.ConfigureAwait(false), token).ConfigureAwait(false),
            static (found, ring) => found with { Loopback = ring }
        );
        List<Task> looks =
        [
            loopback,
            LookAsync(
                deadline,
                HostRingKind.Program,
                async token => await FindOtherHostAsync(await listening.ConfigureAwait(false), token).ConfigureAwait(false),
                static (found, ring) => found with { Program = ring }
            ),
        ];
        var network = LookAsync(
            deadline,
            HostRingKind.Network,
            token => Task.Run(FindNetwork, token),
            static (found, ring) => found with { Network = ring }
        );
        var router = LookAsync(deadline, ring: null, AskRouterAsync, static (found, ring) => found with { Router = ring });
        looks.Add(TellAfterAsync(HostRingKind.Router, network, router));
        looks.AddRange(LookOutside(deadline, loopback, network, router));
        await Task.WhenAll(looks).ConfigureAwait(false);
        return Found;
    }

    private IEnumerable<Task> LookOutside(Deadline deadline, Task loopback, Task network, Task router)
    {
        if (options.Offline)
        {
            Tell(HostRingKind.Carrier);
            Tell(HostRingKind.Internet);
            return [];
        }

        return
        [
            LookAsync(
                deadline,
                HostRingKind.Carrier,
                async token =>
                {
                    var addresses = await _online.AskAddressesAsync(token).ConfigureAwait(false);
                    await Task.WhenAll(network, router).ConfigureAwait(false);
                    return await LookBeyondRouterAsync(addresses, token).ConfigureAwait(false);
                },
                static (found, ring) => found with { Carrier = ring }
            ),
            LookAsync(
                deadline,
                HostRingKind.Internet,
                async token =>
                {
                    if (options.Mode != P2PProbeMode.Knock)
                    {
                        await loopback.ConfigureAwait(false); // both would log in, and there is one seat
                    }

                    return await _online.CheckAsync(options.Port, token).ConfigureAwait(false);
                },
                static (found, ring) => found with { Internet = ring }
            ),
        ];
    }

    /// <summary>Opens the port, and has it looked at again from the internet.</summary>
    public async Task<HostFindings> MendAsync(HostFindings found, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options.Timeout, time, cancellationToken);
        var router = await OpenAsync(found.Router, deadline).ConfigureAwait(false);
        ImmutableInterlocked.Update(ref _found, all => all with { Router = router });
        Tell(HostRingKind.Router);
        if (router.Opened is not { } opened)
        {
            return Found;
        }

        try
        {
            if (!options.Offline)
            {
                await LookAsync(
                        deadline,
                        HostRingKind.Internet,
                        token => _online.CheckAsync(opened.ExternalEndPoint.Port, token),
                        static (all, ring) => all with { Internet = ring }
                    )
                    .ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Found;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Waited for to its end, beyond the deadline too: a port that was opened must not be forgotten.
    private async Task<RouterFinding> OpenAsync(RouterFinding router, Deadline deadline)
    {
        try
        {
            var request = new PortMappingRequest { Port = options.Port, Lease = options.Lease };
            return router with { Opened = await sources.PortMapper!.OpenAsync(request, deadline.Token).ConfigureAwait(false) };
        }
        catch (Exception e) when (!deadline.IsGivenUp)
        {
            return router with { Refused = e as PortMappingException ?? new PortMappingException("The router did not answer in time.", e) };
        }
    }

    /// <summary>Looks at one ring, and tells it. What fails or takes too long is told as that.</summary>
    private async Task LookAsync<T>(
        Deadline deadline,
        HostRingKind? ring,
        Func<CancellationToken, Task<T>> look,
        Func<HostFindings, T, HostFindings> put
    )
        where T : Finding, new()
    {
        T finding;
        try
        {
            finding = await deadline.RunAsync(look).ConfigureAwait(false);
        }
        catch (Exception e) when (!deadline.IsGivenUp)
        {
            finding = new T { Fault = FaultOf(e) };
        }

        ImmutableInterlocked.Update(ref _found, all => put(all, finding));
        if (ring is { } known)
        {
            Tell(known);
        }
    }

    private static HostEvidence FaultOf(Exception e) =>
        e is OperationCanceledException
            ? HostRings.TimedOut
            : new HostEvidence(HostEvidenceCode.Failed, $"This could not be found out: {KailleraText.Clean(e.Message)}");

    private async Task TellAfterAsync(HostRingKind ring, params IEnumerable<Task> needed)
    {
        await Task.WhenAll(needed).ConfigureAwait(false);
        Tell(ring);
    }

    private void Tell(HostRingKind kind)
    {
        lock (_online) // one at a time, and no two threads in a listener
        {
            try
            {
                options.Progress?.Report(HostRings.Describe(Found, kind));
            }
            catch (Exception)
            {
                // A listener's fault must not cost the diagnosis.
            }
        }
    }

    private ProgramFinding FindProgram()
    {
        var endPoints = computer.FindListeners();
        var address = endPoints
            .Where(endPoint => endPoint.Port == options.Port)
            .Select(static endPoint => endPoint.Address)
            .OrderByDescending(static address => IsAny(address))
            .FirstOrDefault();
        return new ProgramFinding
        {
            Binding = address is null ? Binding.None : BindingOf(address),
            Address = address,
            Name = address is null ? null : computer.FindProgram(options.Port),
        };
    }

    private Binding BindingOf(IPAddress address) =>
        IsAny(address) ? Binding.Everywhere
        : IPAddress.IsLoopback(address) ? Binding.Loopback
        : address.Equals(computer.FindOutgoingAddress()) || computer.FindRoutes().Any(route => route.LocalAddress.Equals(address))
            ? Binding.LocalAddress
        : Binding.OtherAddress;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private async Task<LoopbackFinding> AskProgramAsync(ProgramFinding program, CancellationToken cancellationToken)
    {
        var address = program.Address is { AddressFamily: AddressFamily.InterNetwork } bound && !IsAny(bound) ? bound : IPAddress.Loopback;
        var result = await sources
            .Probe!.ProbeAsync(
                new IPEndPoint(address, options.Port),
                new P2PProbeOptions { Mode = options.Mode, Timeout = options.Mode == P2PProbeMode.Knock ? KnockTimeout : LoginTimeout },
                cancellationToken
            )
            .ConfigureAwait(false);
        return new LoopbackFinding
        {
            Status = result.Status,
            IsKailleraServer = result.IsKailleraServer,
            MayLogIn = options.Mode != P2PProbeMode.Knock,
        };
    }

    // Somebody who hosts on a port of his own is found by a knock at each that is listened on: it takes no seat.
    private async Task<ProgramFinding> FindOtherHostAsync(ProgramFinding program, CancellationToken cancellationToken)
    {
        if (program.Binding != Binding.None)
        {
            return program;
        }

        var places = computer
            .FindListeners()
            .Where(endPoint => endPoint.Port != options.Port && KailleraValidation.IsValidPort(endPoint.Port))
            .Where(static endPoint => endPoint.AddressFamily == AddressFamily.InterNetwork || IsAny(endPoint.Address))
            .Select(static endPoint => new IPEndPoint(IsAny(endPoint.Address) ? IPAddress.Loopback : endPoint.Address, endPoint.Port))
            .Distinct()
            .OrderBy(static endPoint => Math.Abs(endPoint.Port - KailleraDefaults.P2PPort))
            .Take(MostOtherPorts);
        var knock = new P2PProbeOptions { Mode = P2PProbeMode.Knock, Timeout = KnockTimeout };
        await foreach (var result in sources.Probe!.ProbeManyAsync(places, knock, cancellationToken).ConfigureAwait(false))
        {
            if (result.IsReachable)
            {
                return program with { OtherHostPort = result.EndPoint.Port };
            }
        }

        return program;
    }

    private NetworkFinding FindNetwork()
    {
        var routes = computer.FindRoutes();
        var outgoing = computer.FindOutgoingAddress();
        var route = routes.FirstOrDefault(route => route.LocalAddress.Equals(outgoing));
        return new NetworkFinding
        {
            HasNoRoute = outgoing is null,
            LocalAddress = outgoing,
            InterfaceName = route?.Name ?? "an interface without a router",
            IsVpn = outgoing is not null && (route is null ? routes.Count > 0 : route.IsVirtual),
            OtherVpns =
            [
                .. routes
                    .Where(other => other.IsVirtual && other != route)
                    .Select(static other => other.Name)
                    .Distinct(StringComparer.Ordinal),
            ],
            Firewalls = computer.FindFirewalls(),
        };
    }

    // Both questions at the same time; TCP only where UDP leads to nobody.
    private async Task<RouterFinding> AskRouterAsync(CancellationToken cancellationToken)
    {
        var (mapper, port) = (sources.PortMapper!, options.Port);
        var finding = mapper.FindAsync(cancellationToken);
        var udp = await mapper.GetMappingAsync(port, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
        var found = new RouterFinding { Gateway = await finding.ConfigureAwait(false), Entry = udp };
        return udp is null && found.CanBeRead
            ? found with
            {
                Entry = await mapper.GetMappingAsync(port, ProtocolType.Tcp, cancellationToken).ConfigureAwait(false),
            }
            : found;
    }

    // A router that holds the public address answers for it. Where it passes the question on, a NAT stands behind it: whose, the next
    // one's address says. The question ends there, so that nobody else is bothered.
    private async Task<CarrierFinding> LookBeyondRouterAsync(CarrierFinding carrier, CancellationToken cancellationToken)
    {
        var found = Found with { Carrier = carrier };
        if (found.ExternalAddress is not null || found.Network.IsVpn || found.PublicAddress is not { } seen)
        {
            return carrier;
        }

        if (await computer.PingAsync(seen, hops: 1, cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return carrier;
        }

        if (first.HasArrived)
        {
            return carrier with { Beyond = BeyondRouter.Nothing };
        }

        var second = await computer.PingAsync(carrier.FarAddress ?? seen, hops: 2, cancellationToken).ConfigureAwait(false);
        var address = second is { HasArrived: false } ? second.From : null;
        var scope = address is null ? AddressScope.Unknown : KailleraValidation.GetScope(address);
        return carrier with
        {
            SecondHop = address,
            Beyond = scope is AddressScope.CarrierGradeNat or AddressScope.Public ? BeyondRouter.Carrier : BeyondRouter.Router,
        };
    }
}

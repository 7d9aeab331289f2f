using Smash64.Kaillera.Api;
using Smash64.Kaillera.Nat.Diagnosis;

namespace Smash64.Kaillera.Nat.Tests.Diagnosis;

/// <summary>What a doctor may find, put together piece by piece. It begins with a host at home to whom nothing is in the way.</summary>
internal sealed record Situation(HostFindings Found)
{
    public const int Port = 27886;

    public static readonly IPAddress Local = IPAddress.Parse("192.168.1.20");
    public static readonly IPAddress Public = IPAddress.Parse("100.200.0.2");
    public static readonly Gateway Router = new(IPAddress.Parse("192.168.1.1"), Local)
    {
        Protocols = [GatewayProtocol.Pcp, GatewayProtocol.NatPmp, GatewayProtocol.Upnp],
        ExternalAddress = Public,
    };

    public static Situation AllWell { get; } =
        new(
            new HostFindings(Port)
            {
                Program = new ProgramFinding
                {
                    Binding = Binding.Everywhere,
                    Address = IPAddress.Any,
                    Name = "rmg (process 7)",
                },
                Loopback = new LoopbackFinding { Status = P2PProbeStatus.Responding },
                Network = new NetworkFinding { InterfaceName = "eth0", LocalAddress = Local },
                Router = new RouterFinding { Gateway = Router, Entry = EntryTo("192.168.1.20") },
                Carrier = new CarrierFinding { Service = Contact.Made, SeenByService = Public },
                Internet = Answer(KailleraCheckVerdict.Responding),
            }
        );

    public HostConclusion Conclusion => HostVerdict.Conclude(Found);

    public Situation Offline() => new(Found with { IsOffline = true, Carrier = new CarrierFinding(), Internet = new InternetFinding() });

    public Situation Program(Binding binding, int? otherHost = null) =>
        new(
            Found with
            {
                Program = new ProgramFinding
                {
                    Binding = binding,
                    Address = binding == Binding.Loopback ? IPAddress.Loopback : Local,
                    OtherHostPort = otherHost,
                },
            }
        );

    public Situation ProgramUnread() => new(Found with { Program = new ProgramFinding { Fault = HostRings.TimedOut } });

    public Situation Loopback(P2PProbeStatus status, bool mayLogIn = false) =>
        new(
            Found with
            {
                Loopback = new LoopbackFinding { Status = status, MayLogIn = mayLogIn },
            }
        );

    /// <summary>Nothing listens, and this computer says so.</summary>
    public Situation NotHosting(int? otherHost = null) => Program(Binding.None, otherHost).Loopback(P2PProbeStatus.PortClosed);

    public Situation NoRoute() =>
        new(
            Found with
            {
                Network = new NetworkFinding { HasNoRoute = true },
                Router = new RouterFinding(),
            }
        );

    public Situation Vpn() =>
        new(
            Found with
            {
                Network = new NetworkFinding
                {
                    InterfaceName = "wg0",
                    LocalAddress = IPAddress.Parse("10.8.0.2"),
                    IsVpn = true,
                },
            }
        );

    public Situation LocalAddress(string address) =>
        new(
            Found with
            {
                Network = Found.Network with { LocalAddress = IPAddress.Parse(address) },
                Router = new RouterFinding { Gateway = new Gateway(IPAddress.Parse("100.200.0.1"), IPAddress.Parse(address)) },
            }
        );

    /// <summary>The router speaks these protocols alone.</summary>
    public Situation Speaks(params GatewayProtocol[] protocols) =>
        new(
            Found with
            {
                Router = new RouterFinding
                {
                    Gateway = Router with
                    {
                        Protocols = protocols,
                        ExternalAddress = protocols.Length == 0 ? null : Found.Router.Gateway!.ExternalAddress,
                    },
                },
            }
        );

    public Situation Mapping(PortMappingEntry? entry) => new(Found with { Router = Found.Router with { Entry = entry } });

    public Situation External(string? address) =>
        new(
            Found with
            {
                Router = Found.Router with
                {
                    Gateway = Found.Router.Gateway! with { ExternalAddress = address is null ? null : IPAddress.Parse(address) },
                },
            }
        );

    public Situation RouterUnread() => new(Found with { Router = new RouterFinding { Fault = HostRings.TimedOut } });

    public Situation Refused(PortMappingError error, PortMappingEntry? entry = null) =>
        new(
            Found with
            {
                Router = Found.Router with
                {
                    Refused = new PortMappingException("No.") { Error = error, Entry = entry },
                },
            }
        );

    public Situation SeenAs(string? byService, string? byStun = null, NatMapping nat = NatMapping.Unknown) =>
        new(
            Found with
            {
                Carrier = new CarrierFinding
                {
                    Service = byService is null ? Contact.Failed : Contact.Made,
                    SeenByService = byService is null ? null : IPAddress.Parse(byService),
                    Stun = byStun is null ? Contact.NotTried : Contact.Made,
                    SeenByStun = byStun is null ? null : IPAddress.Parse(byStun),
                    Nat = nat,
                },
            }
        );

    /// <summary>The router does not tell its address, and the way to the public one shows this.</summary>
    public Situation Beyond(BeyondRouter beyond, string? secondHop = null)
    {
        var untold = External(null).Found;
        return new(
            untold with
            {
                Carrier = untold.Carrier with { Beyond = beyond, SecondHop = secondHop is null ? null : IPAddress.Parse(secondHop) },
            }
        );
    }

    public Situation Internet(KailleraCheckVerdict verdict) => new(Found with { Internet = Answer(verdict) });

    public Situation ServiceDown() =>
        new(
            Found with
            {
                Internet = new InternetFinding { Service = Contact.Failed, Refusal = "No way." },
            }
        );

    public Situation ServiceRefuses() =>
        new(
            Found with
            {
                Internet = new InternetFinding { Service = Contact.Made, Refusal = "Too many." },
            }
        );

    public Situation NoService() => new(Found with { Internet = new InternetFinding(), Carrier = new CarrierFinding() });

    /// <summary>Nobody on the internet says anything.</summary>
    public Situation LineDown() =>
        new(
            Found with
            {
                Internet = new InternetFinding { Fault = HostRings.TimedOut },
                Carrier = new CarrierFinding { Fault = HostRings.TimedOut },
            }
        );

    public static PortMappingEntry EntryTo(
        string address,
        int port = Port,
        ProtocolType protocol = ProtocolType.Udp,
        bool isEnabled = true
    ) => new(Port, new IPEndPoint(IPAddress.Parse(address), port)) { Protocol = protocol, IsEnabled = isEnabled };

    private static InternetFinding Answer(KailleraCheckVerdict verdict) =>
        new()
        {
            Service = Contact.Made,
            Verdict = verdict,
            IsReachable = verdict is KailleraCheckVerdict.Responding or KailleraCheckVerdict.Busy or KailleraCheckVerdict.Full,
            Target = verdict == KailleraCheckVerdict.Unknown ? null : Public,
        };
}

using System.Net.NetworkInformation;
using System.Net.Sockets;
using Smash64.Kaillera.Nat.Gateways;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>The computer that this runs on.</summary>
internal sealed class ThisComputer : IComputer
{
    // An address for documents (RFC 5737): nothing is sent there, only the way is looked up.
    private static readonly IPEndPoint Anywhere = new(new IPAddress([192, 0, 2, 1]), KailleraDefaults.P2PPort);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(1);

    public IReadOnlyList<IPEndPoint> FindListeners() => IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners();

    public string? FindProgram(int port) => OperatingSystem.IsLinux() ? LinuxProcesses.FindUdpOwner(port) : null;

    public IReadOnlyList<GatewayRoute> FindRoutes() => GatewayRoute.Find();

    public IPAddress? FindOutgoingAddress()
    {
        try
        {
            return OutgoingAddress.Find(Anywhere);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public async Task<Echo?> PingAsync(IPAddress destination, int hops, CancellationToken cancellationToken)
    {
        try
        {
            using var ping = new Ping();
            var reply = await ping.SendPingAsync(
                    destination,
                    PingTimeout,
                    buffer: null,
                    new PingOptions(hops, dontFragment: false),
                    cancellationToken
                )
                .ConfigureAwait(false);
            return reply.Status switch
            {
                IPStatus.Success => new Echo(reply.Address, HasArrived: true),
                IPStatus.TtlExpired => new Echo(reply.Address, HasArrived: false),
                _ => null,
            };
        }
        catch (Exception e) when (e is PingException or PlatformNotSupportedException or UnauthorizedAccessException)
        {
            return null; // some systems let only their own program do it, and that one may be missing
        }
    }

    public IReadOnlyList<FirewallSign> FindFirewalls() =>
        OperatingSystem.IsLinux() ? LinuxFirewalls.Find()
        : OperatingSystem.IsWindows() ? WindowsFirewall.Find()
        : [new FirewallSign("the system's firewall", IsOn: null)];
}

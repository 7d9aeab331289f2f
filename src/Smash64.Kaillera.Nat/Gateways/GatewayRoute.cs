using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>A way out of this machine: an interface with an IPv4 default route.</summary>
/// <param name="Name">The interface's name.</param>
/// <param name="LocalAddress">This machine's address on it.</param>
/// <param name="Gateway">The router.</param>
internal sealed record GatewayRoute(string Name, IPAddress LocalAddress, IPAddress Gateway)
{
    private const int PmpPort = 5351;
    private const int SsdpPort = 1900;

    private static readonly string[] VirtualNames = ["tun", "tap", "wg", "utun", "ppp", "zt", "tailscale", "docker", "br-", "virbr", "vbox", "vmnet", "veth"];

    /// <summary>Gets where NAT-PMP and PCP are asked.</summary>
    public IPEndPoint Pmp { get; init; } = new(Gateway, PmpPort);

    /// <summary>Gets where UPnP devices are searched: all of the network, and the router itself, since some hear only one of both.</summary>
    public IReadOnlyList<IPEndPoint> Ssdp { get; init; } = [new(new IPAddress([239, 255, 255, 250]), SsdpPort), new(Gateway, SsdpPort)];

    /// <summary>Gets a value indicating whether it is a VPN or a virtual machine's network: a router behind it is not the player's.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>Finds this machine's, the one that the system prefers first; one for each address of an interface, its first address first.</summary>
    public static IReadOnlyList<GatewayRoute> Find() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .Where(static nic => nic.OperationalStatus == OperationalStatus.Up && nic.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(static nic => Of(nic))
                .OrderBy(static route => route.IsVirtual)
                .ThenBy(static route => MetricOf(route.Name)),
        ];

    private static IEnumerable<GatewayRoute> Of(NetworkInterface nic)
    {
        var settings = nic.GetIPProperties();
        var gateway = settings.GatewayAddresses.FirstOrDefault(static item => IsIPv4(item.Address) && !item.Address.Equals(IPAddress.Any))?.Address;
        var isVirtual =
            nic.NetworkInterfaceType is NetworkInterfaceType.Tunnel or NetworkInterfaceType.Ppp
            || Array.Exists(VirtualNames, name => nic.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) || nic.Description.Contains(name, StringComparison.OrdinalIgnoreCase));
        return gateway is null
            ? []
            : settings
                .UnicastAddresses.Where(static item => IsIPv4(item.Address))
                .Select(item => new GatewayRoute(nic.Name, item.Address, gateway) { IsVirtual = isVirtual });
    }

    private static bool IsIPv4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    // Only Linux tells it; elsewhere the system's own order has to do.
    private static int MetricOf(string name)
    {
        const int MetricColumn = 6;
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        try
        {
            foreach (var line in File.ReadLines("/proc/net/route"))
            {
                var columns = line.Split('\t', StringSplitOptions.TrimEntries);
                if (columns.Length > MetricColumn && columns[0] == name && columns[1] == "00000000")
                {
                    return int.Parse(columns[MetricColumn], CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            // Then it is not told.
        }

        return int.MaxValue;
    }
}

using System.Net;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>
/// The servers beside the service by which players meet who forward no port: connect codes, Autopunch's relay, the list of waiting games. Each is
/// off unless its port is set.
/// </summary>
public sealed class KailleraApiRendezvous
{
    /// <summary>Gets or sets the UDP port for connect codes.</summary>
    /// <value><see langword="null"/>, the default, for no server; else 0 (any free port) to 65535, usually 6264.</value>
    public int? Port { get; set; }

    /// <summary>Gets or sets the UDP port of a relay for Autopunch.</summary>
    /// <value><see langword="null"/>, the default, for no relay; else 0 (any free port) to 65535, usually 14763.</value>
    public int? AutopunchPort { get; set; }

    /// <summary>Gets or sets the port of the list of waiting games: UDP for hosts, and the same TCP port for who reads it.</summary>
    /// <value><see langword="null"/>, the default, for no list; else 0 (any free port) to 65535, usually 27887, which clients ask.</value>
    public int? ListPort { get; set; }

    /// <summary>Gets or sets the local address of all of them.</summary>
    /// <value>An IPv4 address; <see langword="null"/>, the default, for all of this machine's.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets a value indicating whether private addresses are served, for a LAN. Loopback always is.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets the SQLite file in which claimed codes are kept. It holds their owners' secrets.</summary>
    /// <value>A path; <see langword="null"/>, the default, for memory alone: claimed codes then end with the service.</value>
    public string? Data { get; set; }

    /// <summary>Gets or sets where this service looks connect codes up that it is asked to check.</summary>
    /// <value>
    /// A host's name or IPv4 address, with or without a port (6264 by default); <see langword="null"/>, the default, for its own rendezvous where
    /// <see cref="Port"/> and <see cref="Address"/> are set, else no codes are looked up.
    /// </value>
    public string? Server { get; set; }

    internal IEnumerable<string> FindErrors()
    {
        if (!string.IsNullOrEmpty(Server) && ReadServer() is null)
        {
            return [$"Rendezvous:{nameof(Server)} must be a host's name or IPv4 address, with or without a port; it is \"{Server}\"."];
        }

        if (!string.IsNullOrEmpty(Address) && !KailleraValidation.IsIPv4(Address))
        {
            return [$"Rendezvous:{nameof(Address)} must be an IPv4 address; it is \"{Address}\"."];
        }

        return
        [
            .. FindPortErrors(nameof(Port), Port, ToServerOptions().FindErrors),
            .. FindPortErrors(nameof(AutopunchPort), AutopunchPort, ToRelayOptions().FindErrors),
            .. FindPortErrors(nameof(ListPort), ListPort, ToListOptions().FindErrors),
        ];
    }

    internal RendezvousServerOptions ToServerOptions() =>
        new()
        {
            Port = Port ?? RendezvousServerOptions.DefaultPort,
            Address = ReadAddress(),
            AllowPrivateAddresses = AllowPrivateAddresses,
        };

    internal AutopunchRelayOptions ToRelayOptions() =>
        new()
        {
            Port = AutopunchPort ?? KailleraDefaults.AutopunchRelayPort,
            Address = ReadAddress(),
            AllowPrivateAddresses = AllowPrivateAddresses,
        };

    internal WaitingGamesOptions ToListOptions() =>
        new()
        {
            Port = ListPort ?? WaitingGamesOptions.DefaultPort,
            Address = ReadAddress(),
            AllowPrivateAddresses = AllowPrivateAddresses,
        };

    internal DnsEndPoint? ReadServer() =>
        HostNames.TryParseEndPoint(Server, KailleraDefaults.RendezvousPort, out var server) ? server : null;

    // Each server calls its own port Port.
    private static IEnumerable<string> FindPortErrors(string setting, int? port, Func<IEnumerable<string>> find) =>
        port is null ? [] : find().Select(error => $"Rendezvous:{error.Replace("Port must", $"{setting} must", StringComparison.Ordinal)}");

    private IPAddress ReadAddress() => string.IsNullOrEmpty(Address) ? IPAddress.Any : IPAddress.Parse(Address);
}

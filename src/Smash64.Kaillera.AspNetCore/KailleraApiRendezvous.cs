using System.Net;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>The rendezvous for connect codes beside the service, and a relay for Autopunch. Off unless a port is set.</summary>
public sealed class KailleraApiRendezvous
{
    /// <summary>Gets or sets the UDP port for connect codes.</summary>
    /// <value><see langword="null"/>, the default, for no server; else 0 (any free port) to 65535, usually 6264.</value>
    public int? Port { get; set; }

    /// <summary>Gets or sets the UDP port of a relay for Autopunch.</summary>
    /// <value><see langword="null"/>, the default, for no relay; else 0 (any free port) to 65535, usually 14763.</value>
    public int? AutopunchPort { get; set; }

    /// <summary>Gets or sets the local address of both.</summary>
    /// <value>An IPv4 address; <see langword="null"/>, the default, for all of this machine's.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets a value indicating whether private addresses are served, for a LAN. Loopback always is.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets the SQLite file in which claimed codes are kept. It holds their owners' secrets.</summary>
    /// <value>A path; <see langword="null"/>, the default, for memory alone: claimed codes then end with the service.</value>
    public string? Data { get; set; }

    internal IEnumerable<string> FindErrors()
    {
        if (!string.IsNullOrEmpty(Address) && !KailleraValidation.IsIPv4(Address))
        {
            return [$"Rendezvous:{nameof(Address)} must be an IPv4 address; it is \"{Address}\"."];
        }

        var codes = Port is null ? [] : ToServerOptions().FindErrors();
        var relay = AutopunchPort is null
            ? []
            : ToRelayOptions()
                .FindErrors()
                .Select(static error => error.Replace("Port must", $"{nameof(AutopunchPort)} must", StringComparison.Ordinal));
        return codes.Concat(relay).Select(static error => $"Rendezvous:{error}");
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

    private IPAddress ReadAddress() => string.IsNullOrEmpty(Address) ? IPAddress.Any : IPAddress.Parse(Address);
}

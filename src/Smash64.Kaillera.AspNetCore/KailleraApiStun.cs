using System.Net;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>The STUN server beside the service, which tells players what kind of NAT they are behind. Off unless a port is set.</summary>
public sealed class KailleraApiStun
{
    /// <summary>Gets or sets the UDP port.</summary>
    /// <value><see langword="null"/>, the default, for no server; else 0 (any free port) to 65535, usually 3478.</value>
    public int? Port { get; set; }

    /// <summary>Gets or sets a second UDP port, which lets one server tell what kind of NAT it is.</summary>
    /// <value><see langword="null"/>, the default, for none; else 0 (any free port) to 65535.</value>
    public int? OtherPort { get; set; }

    /// <summary>Gets or sets the local address.</summary>
    /// <value>An IPv4 address; <see langword="null"/>, the default, for all of this machine's.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets a second local address, which tells still more than a second port.</summary>
    /// <value>An IPv4 address, with <see cref="Address"/> another one; <see langword="null"/>, the default, for none.</value>
    public string? OtherAddress { get; set; }

    /// <summary>Gets or sets how the internet sees <see cref="Address"/>.</summary>
    /// <value>
    /// An IPv4 address; <see langword="null"/>, the default, for <see cref="Address"/> itself. A server on all addresses needs it to name
    /// its second port.
    /// </value>
    public string? PublicAddress { get; set; }

    /// <summary>Gets or sets how many questions of one address are answered in a second.</summary>
    /// <value>1 to 1,000,000; the default is 20.</value>
    public int MaxAnswersPerAddressPerSecond { get; set; } = new StunServerOptions().MaxAnswersPerAddressPerSecond;

    /// <summary>Gets or sets how many questions are answered in a second.</summary>
    /// <value>1 to 1,000,000; the default is 2,000.</value>
    public int MaxAnswersPerSecond { get; set; } = new StunServerOptions().MaxAnswersPerSecond;

    internal IEnumerable<string> FindErrors()
    {
        if (Port is null)
        {
            return [];
        }

        (string Name, string? Text)[] addresses = [(nameof(Address), Address), (nameof(OtherAddress), OtherAddress), (nameof(PublicAddress), PublicAddress)];
        List<string> errors =
        [
            .. addresses
                .Where(static setting => !IsNoneOr(setting.Text, out _))
                .Select(static setting => $"Stun:{setting.Name} must be an IPv4 address; it is \"{setting.Text}\"."),
        ];
        if (errors.Count == 0)
        {
            errors.AddRange(ToServerOptions().FindErrors().Select(static error => $"Stun:{error}"));
        }

        return errors;
    }

    internal StunServerOptions ToServerOptions() =>
        new()
        {
            Port = Port ?? StunServerOptions.DefaultPort,
            OtherPort = OtherPort,
            Address = Read(Address) ?? IPAddress.Any,
            OtherAddress = Read(OtherAddress),
            PublicAddress = Read(PublicAddress),
            MaxAnswersPerAddressPerSecond = MaxAnswersPerAddressPerSecond,
            MaxAnswersPerSecond = MaxAnswersPerSecond,
        };

    private static bool IsNoneOr(string? text, out IPAddress? address)
    {
        address = null;
        return string.IsNullOrEmpty(text) || KailleraValidation.TryParseIPv4(text, out address);
    }

    private static IPAddress? Read(string? text) => IsNoneOr(text, out var address) ? address : null;
}

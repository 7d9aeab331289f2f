using System.Net;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    /// <summary>Warns a player who is about to share, or to try, an address that the internet can't reach.</summary>
    /// <param name="address">The address, read as by <see cref="GetScope"/>.</param>
    /// <returns>
    /// <see langword="null"/> where the address is <see cref="AddressScope.Public"/>; else one English sentence that
    /// names the address, says who can reach it, and what to do instead.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    public static string? GetScopeWarning(IPAddress address)
    {
        var scope = GetScope(address);
        var shown = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
        return scope switch
        {
            AddressScope.Public => null,
            AddressScope.Private => $"{shown} is a private address: nobody outside your network can reach it; "
                + "your public address is what to share.",
            AddressScope.CarrierGradeNat =>
                $"{shown} is an address inside your provider's network (carrier-grade NAT): nobody on the internet can "
                    + "reach it, even with a port forwarded; ask your provider for a public address.",
            AddressScope.Loopback => $"{shown} is this machine itself: only programs on it can reach it; "
                + "your public address is what to share.",
            AddressScope.LinkLocal =>
                $"{shown} is a link-local address, which a machine gives itself when its network gives it none: nobody "
                    + "outside your network can reach it; check your connection, then share your public address.",
            AddressScope.Multicast =>
                $"{shown} is a multicast address: it stands for a group of machines, so nobody can host a game there; "
                    + "your public address is what to share.",
            AddressScope.Broadcast => $"{shown} is the broadcast address: it stands for every machine on a network, so nobody can host a "
                + "game there; your public address is what to share.",
            AddressScope.Documentation => $"{shown} is an address for examples in documents: no machine has it; "
                + "your public address is what to share.",
            AddressScope.Benchmarking => $"{shown} is an address for test networks: nobody on the internet can reach it; "
                + "your public address is what to share.",
            AddressScope.Unspecified => $"{shown} stands for every address of a machine and is none itself: nobody can reach it; "
                + "your public address is what to share.",
            AddressScope.Reserved => $"{shown} is a reserved address: nobody on the internet can reach it; "
                + "your public address is what to share.",
            _ => $"{shown} is not an IPv4 address: Kaillera and P2P games are played over IPv4; "
                + "your public IPv4 address is what to share.",
        };
    }
}

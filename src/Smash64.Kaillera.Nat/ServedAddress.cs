using Smash64.Kaillera.Nat.Paths;

namespace Smash64.Kaillera.Nat;

/// <summary>Whom a server of this package answers.</summary>
internal static class ServedAddress
{
    /// <summary>Tells whether a sender is served: loopback and public ones are, a network's own only where that is wanted.</summary>
    public static bool IsServed(IPAddress address, bool allowPrivate) =>
        IPAddress.IsLoopback(address) || PlayerAddress.IsFit(address, allowPrivate);
}

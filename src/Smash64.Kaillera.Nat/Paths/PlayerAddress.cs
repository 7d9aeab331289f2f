namespace Smash64.Kaillera.Nat.Paths;

/// <summary>Which address of a player is believed that a third party names: a stranger's word must not make us send into our own network.</summary>
internal static class PlayerAddress
{
    /// <summary>Tells whether a third party is of our own network, or of this computer.</summary>
    public static bool IsLocal(IPAddress thirdParty) => KailleraValidation.GetScope(thirdParty) != AddressScope.Public;

    /// <summary>Tells whether an address may be sent to.</summary>
    public static bool IsFit(IPAddress address, bool isLocal) =>
        KailleraValidation.GetScope(address) switch
        {
            AddressScope.Public => true,
            AddressScope.Loopback or AddressScope.Private or AddressScope.LinkLocal or AddressScope.CarrierGradeNat => isLocal,
            _ => false,
        };
}

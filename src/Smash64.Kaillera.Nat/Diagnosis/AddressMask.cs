using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Puts the kind of an address where the address stood.</summary>
internal static partial class AddressMask
{
    /// <summary>Hides all IPv4 addresses but those that every computer has.</summary>
    public static string Hide(string text) =>
        Addresses()
            .Replace(
                text,
                static match =>
                    IPAddress.TryParse(match.Value, out var address) && KailleraValidation.GetScope(address) is var scope
                        ? scope switch
                        {
                            AddressScope.Loopback or AddressScope.Unspecified => match.Value,
                            AddressScope.CarrierGradeNat => "<carrier address>",
                            AddressScope.Private => "<private address>",
                            _ => "<address>",
                        }
                        : "<address>"
            );

    [GeneratedRegex(@"\d+(\.\d+){3}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Addresses();
}

using System.Runtime.Versioning;
using System.Security;
using Microsoft.Win32;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Windows: whether its firewall is on, by kind of network, which the registry tells everybody. Its rules are not read.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFirewall
{
    private const string Policy = @"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy";

    private static readonly (string Key, string Name)[] Profiles =
    [
        ("StandardProfile", "the Windows firewall for private networks"),
        ("PublicProfile", "the Windows firewall for public networks"),
    ];

    public static IReadOnlyList<FirewallSign> Find() =>
        [.. Profiles.Select(static profile => new FirewallSign(profile.Name, IsOn(profile.Key)))];

    private static bool? IsOn(string profile)
    {
        try
        {
            using var key = Registry.LocalMachine.OpenSubKey($@"{Policy}\{profile}");
            return key?.GetValue("EnableFirewall") is int value ? value != 0 : null;
        }
        catch (Exception e) when (e is SecurityException or UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }
}

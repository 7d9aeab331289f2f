namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Linux: the firewalls that show without rights. The kernel's rules themselves do not.</summary>
internal static class LinuxFirewalls
{
    private const string UfwSettings = "/etc/ufw/ufw.conf";

    public static IReadOnlyList<FirewallSign> Find()
    {
        List<FirewallSign> signs = [];
        if (ReadUfw() is { } isOn)
        {
            signs.Add(new FirewallSign("ufw", isOn));
        }

        if (LinuxProcesses.IsRunning("firewalld"))
        {
            signs.Add(new FirewallSign("firewalld", IsOn: true));
        }

        return [.. signs, new FirewallSign("the kernel's own rules (nftables)", IsOn: null)];
    }

    private static bool? ReadUfw()
    {
        try
        {
            return File.Exists(UfwSettings)
                ? File.ReadLines(UfwSettings).Any(static line => line.Trim().Equals("ENABLED=yes", StringComparison.OrdinalIgnoreCase))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using Microsoft.Extensions.Configuration;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.DependencyInjection;

/// <summary>Reads the probe's settings from configuration, by hand because no binder knows what to do with a code page.</summary>
internal static class P2PProbeConfiguration
{
    public static void Bind(IConfiguration section, P2PProbeOptions options)
    {
        options.Mode = section.GetValue(nameof(options.Mode), options.Mode);
        options.UserName = section.GetValue(nameof(options.UserName), options.UserName)!;
        options.ClientName = section.GetValue(nameof(options.ClientName), options.ClientName)!;
        options.Timeout = section.GetValue(nameof(options.Timeout), options.Timeout);
        options.Greeting = section.GetSection(nameof(options.Greeting)).Get<string[]>() ?? options.Greeting;
        options.MaxBytes = section.GetValue(nameof(options.MaxBytes), options.MaxBytes);
        options.MaxConcurrency = section.GetValue(nameof(options.MaxConcurrency), options.MaxConcurrency);
        options.HideAddresses = section.GetValue(nameof(options.HideAddresses), options.HideAddresses);
        if (section.GetValue<int?>(nameof(options.MaxDatagramsPerSecond)) is { } rate)
        {
            options.MaxDatagramsPerSecond = rate; // set only if it is said: loopback is paced then as well
        }

        if (section[nameof(options.Encoding)] is { } codePage)
        {
            options.Encoding = CodePages.Find(codePage);
        }
    }
}

using Microsoft.Extensions.Configuration;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.DependencyInjection;

/// <summary>
/// Reads the settings of the lists from configuration, by hand because no binder knows what to do with a code page, and one
/// would add addresses to the public ones instead of replacing them.
/// </summary>
internal static class KailleraServerListConfiguration
{
    public static void Bind(IConfiguration section, KailleraServerListOptions options)
    {
        options.ServerLists = section.GetSection(nameof(options.ServerLists)).Get<Uri[]>() ?? options.ServerLists;
        options.WaitingGamesLists = section.GetSection(nameof(options.WaitingGamesLists)).Get<Uri[]>() ?? options.WaitingGamesLists;
        options.Timeout = section.GetValue(nameof(options.Timeout), options.Timeout);
        options.MaxResponseLength = section.GetValue(nameof(options.MaxResponseLength), options.MaxResponseLength);
        options.MaxEntries = section.GetValue(nameof(options.MaxEntries), options.MaxEntries);
        options.IncludePrivateAddresses = section.GetValue(nameof(options.IncludePrivateAddresses), options.IncludePrivateAddresses);
        options.ResolveTimeout = section.GetValue(nameof(options.ResolveTimeout), options.ResolveTimeout);
        options.MaxConcurrentResolves = section.GetValue(nameof(options.MaxConcurrentResolves), options.MaxConcurrentResolves);
        if (section[nameof(options.Encoding)] is { } codePage)
        {
            options.Encoding = CodePages.Find(codePage);
        }
    }
}

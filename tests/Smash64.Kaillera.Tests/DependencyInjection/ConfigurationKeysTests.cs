using Microsoft.Extensions.Configuration;
using Smash64.Kaillera.DependencyInjection;

namespace Smash64.Kaillera.Tests.DependencyInjection;

/// <summary>Settings that are read by hand, where one is easily forgotten.</summary>
public sealed class ConfigurationKeysTests
{
    private static readonly Dictionary<string, string?> ProbeKeys = new(StringComparer.Ordinal)
    {
        ["Mode"] = "Identify",
        ["UserName"] = "launcher",
        ["ClientName"] = "emulator",
        ["Timeout"] = "00:00:04",
        ["Greeting:0"] = "hello",
        ["MaxBytes"] = "1800",
        ["MaxConcurrency"] = "100",
        ["MaxDatagramsPerSecond"] = "50",
        ["HideAddresses"] = "true",
        ["Encoding"] = "932",
    };

    private static readonly Dictionary<string, string?> ListKeys = new(StringComparer.Ordinal)
    {
        ["ServerLists:0"] = "http://lists.example/servers",
        ["WaitingGamesLists:0"] = "http://lists.example/games",
        ["Encoding"] = "1251",
        ["Timeout"] = "00:00:05",
        ["MaxResponseLength"] = "65536",
        ["MaxEntries"] = "500",
        ["IncludePrivateAddresses"] = "true",
        ["ResolveTimeout"] = "00:00:01",
        ["MaxConcurrentResolves"] = "8",
    };

    [Fact]
    public void P2PProbe_EverySetting_IsRead() =>
        FindUnread<P2PProbeOptions>(ProbeKeys, P2PProbeConfiguration.Bind)
            .Should()
            .Equal([nameof(P2PProbeOptions.Progress), nameof(P2PProbeOptions.Path)], "no configuration can hold a listener or a path");

    [Fact]
    public void ServerList_EverySetting_IsRead() =>
        FindUnread<KailleraServerListOptions>(ListKeys, KailleraServerListConfiguration.Bind).Should().BeEmpty();

    private static List<string> FindUnread<TOptions>(Dictionary<string, string?> keys, Action<IConfiguration, TOptions> bind)
        where TOptions : new()
    {
        var read = new TOptions();
        bind(new ConfigurationBuilder().AddInMemoryCollection(keys).Build(), read);

        var untouched = new TOptions();
        return
        [
            .. typeof(TOptions)
                .GetProperties()
                .Where(property => property.CanWrite && Equals(property.GetValue(read), property.GetValue(untouched)))
                .Select(property => property.Name),
        ];
    }
}

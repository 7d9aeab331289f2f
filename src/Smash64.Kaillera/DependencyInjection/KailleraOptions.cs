using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.Servers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The settings of everything that <c>AddKaillera</c> registers, part by part.</summary>
public sealed class KailleraOptions
{
    internal KailleraOptions(
        P2PProbeOptions? probe = null,
        KailleraServerProbeOptions? serverProbe = null,
        KailleraServerListOptions? serverList = null,
        KailleraApiClientOptions? api = null
    )
    {
        P2PProbe = probe ?? new P2PProbeOptions();
        ServerProbe = serverProbe ?? new KailleraServerProbeOptions();
        ServerList = serverList ?? new KailleraServerListOptions();
        Api = api ?? new KailleraApiClientOptions();
    }

    /// <summary>Gets the settings of the P2P probe; in configuration the section <c>P2PProbe</c>.</summary>
    public P2PProbeOptions P2PProbe { get; }

    /// <summary>Gets the settings of the server probe; in configuration the section <c>ServerProbe</c>.</summary>
    public KailleraServerProbeOptions ServerProbe { get; }

    /// <summary>Gets the settings of the public lists; in configuration the section <c>ServerList</c>.</summary>
    public KailleraServerListOptions ServerList { get; }

    /// <summary>Gets the settings of the API client; in configuration the section <c>Api</c>.</summary>
    public KailleraApiClientOptions Api { get; }
}

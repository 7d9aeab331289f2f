using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Rendezvous;

/// <summary>The way through Autopunch's relay, where the settings name one.</summary>
internal sealed class RelayLookup(IOptions<KailleraApiOptions> options)
{
    /// <summary>Finds the way, or <see langword="null"/> where no relay is named.</summary>
    /// <exception cref="HostNameException">The relay's name has no IPv4 address.</exception>
    public async Task<P2PPath?> FindAsync(CancellationToken cancellationToken) =>
        options.Value.Autopunch.ReadRelay() is { } relay
            ? new AutopunchPath(await HostNames.FindAsync(relay, cancellationToken).ConfigureAwait(false))
            : null;
}

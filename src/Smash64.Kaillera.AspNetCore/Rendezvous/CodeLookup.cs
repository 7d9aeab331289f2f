using System.Net;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Rendezvous;

/// <summary>Where this service looks connect codes up: where it is told to, else at its own rendezvous.</summary>
internal sealed class CodeLookup(IOptions<KailleraApiOptions> options, RendezvousService own)
{
    /// <summary>Finds the rendezvous, or <see langword="null"/> where there is none to ask.</summary>
    /// <exception cref="HostNameException">Its name has no IPv4 address.</exception>
    public async Task<IPEndPoint?> FindAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value.Rendezvous;
        if (settings.ReadServer() is { } server)
        {
            return await HostNames.FindAsync(server, cancellationToken).ConfigureAwait(false);
        }

        // A host learns our address from the rendezvous: by way of another local address than its own it would be a wrong one.
        return own.Port is { } port && !string.IsNullOrEmpty(settings.Address)
            ? new IPEndPoint(IPAddress.Parse(settings.Address), port)
            : null;
    }
}

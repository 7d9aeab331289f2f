using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Looks up the address of a server that was typed as a name.</summary>
internal static class HostLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="host">An IPv4 address or a host name.</param>
    /// <param name="cancellationToken">Stops waiting; a resolver itself can't be stopped.</param>
    /// <returns>The address, or the first of them.</returns>
    /// <exception cref="CommandException">The name has no IPv4 address, or nobody said so in time.</exception>
    public static async Task<IPAddress> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (KailleraValidation.TryParseIPv4(host, out var address))
        {
            return address;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(Patience, cancellationToken);
            return Array.Find(addresses, static address => address.AddressFamily == AddressFamily.InterNetwork)
                ?? throw Fault($"{host} has no IPv4 address, and Kaillera is played over IPv4.");
        }
        catch (SocketException e)
        {
            throw Fault(
                e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                    ? $"{host} could not be found. Is the name right, and is this computer online?"
                    : $"{host} could not be looked up: {e.Message}. Is this computer online?",
                e
            );
        }
        catch (TimeoutException e)
        {
            throw Fault($"Looking up {host} took longer than {DurationText.Format(Patience)}.", e);
        }
    }

    private static CommandException Fault(string message, Exception? cause = null) =>
        CommandException.Fault(ErrorKinds.Network, message, cause);
}

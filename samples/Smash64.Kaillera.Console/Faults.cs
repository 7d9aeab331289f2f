using System.Net.Sockets;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console;

/// <summary>Says what an exception means to a player.</summary>
internal static class Faults
{
    /// <summary>A service that asks for more patience than this is not waited for: its clock may be wrong.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static CommandException Explain(Exception fault) =>
        fault switch
        {
            CommandException e => e,
            KailleraApiException e => Explain(e),
            HostNameException e => CommandException.Fault(ErrorKinds.Network, e.Message, e),
            HttpRequestException e => CommandException.Fault(ErrorKinds.Network, Explain(e), e),
            IOException or UnauthorizedAccessException => CommandException.Fault(
                ErrorKinds.Internal,
                $"The answer could not be written: {KailleraText.Clean(fault.Message)}",
                fault
            ),
            SocketException e => CommandException.Fault(ErrorKinds.Network, $"This computer could not send: {e.Message}.", e),
            _ => CommandException.Fault(
                ErrorKinds.Internal,
                $"This program made a mistake, please report it: {fault.GetType().Name}: {KailleraText.Clean(fault.Message)}",
                fault
            ),
        };

    /// <summary>Starts what listens at a port, or says why it can't.</summary>
    /// <param name="local">The local address and port.</param>
    /// <param name="option">The option that chooses another port.</param>
    /// <param name="startAsync">Starts it.</param>
    public static async Task<T> ListenAsync<T>(IPEndPoint local, string option, Func<Task<T>> startAsync)
    {
        try
        {
            return await startAsync();
        }
        catch (SocketException e)
        {
            throw OfListening(local, option, e);
        }
    }

    private static CommandException OfListening(IPEndPoint local, string option, SocketException fault) =>
        CommandException.Fault(
            ErrorKinds.Network,
            fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"UDP port {local.Port} is taken by another program on this computer. Close that one, or choose another "
                        + $"port with {option} (0 takes any free one).",
                SocketError.AddressNotAvailable => $"{local.Address} is not an address of this computer.",
                _ => $"Listening at {local} failed: {fault.Message}.",
            },
            fault
        );

    private static CommandException Explain(KailleraApiException fault)
    {
        var wait = fault.RetryAfter is { } delay && delay <= LongestWait ? $" Try again in {DurationText.Format(delay)}." : string.Empty;
        var hint =
            fault.StatusCode is HttpStatusCode.BadRequest
                ? " Did you leave the address out? It may know no IPv4 address of yours: kaillera check 203.0.113.7 --via"
                : string.Empty;
        return new CommandException(ExitCode.Fault, ErrorKinds.Service, fault.Message + wait + hint, fault)
        {
            HttpStatus = fault.StatusCode,
        };
    }

    private static string Explain(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "The checker service's name could not be found. Is this computer online?",
            HttpRequestError.ConnectionError => "The checker service could not be reached. Is this computer online?",
            HttpRequestError.SecureConnectionError => "No safe connection to the checker service could be made.",
            HttpRequestError.ProxyTunnelError => "The proxy gave no way to the checker service.",
            _ => $"The connection to the checker service broke: {KailleraText.Clean(fault.Message)}",
        };
}

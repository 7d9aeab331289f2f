using System.Net.Sockets;

namespace Smash64.Kaillera;

/// <summary>A host's name leads to no IPv4 address.</summary>
/// <param name="error">Why.</param>
/// <param name="hostName">The name.</param>
/// <param name="innerException">What the resolver said, or <see langword="null"/>.</param>
public sealed class HostNameException(HostNameError error, string hostName, Exception? innerException = null)
    : Exception(Describe(error, hostName), innerException)
{
    /// <summary>Gets why.</summary>
    public HostNameError Error { get; } = error;

    /// <summary>Gets the name, as it was typed.</summary>
    public string HostName { get; } = hostName;

    internal static HostNameException From(SocketException fault, string hostName) =>
        new(
            fault.SocketErrorCode switch
            {
                SocketError.HostNotFound => HostNameError.NoSuchName,
                SocketError.NoData => HostNameError.NoAddress,
                _ => HostNameError.NoAnswer,
            },
            hostName,
            fault
        );

    private static string Describe(HostNameError error, string hostName)
    {
        var name = Protocol.KailleraText.Clean(hostName);
        return error switch
        {
            HostNameError.NotAName => $"\"{name}\" is no host name, such as my-host.example.org.",
            HostNameError.NoSuchName => $"There is no host named {name}. Is the name right, and is this computer online?",
            HostNameError.OnlyIPv6 => $"{name} has only IPv6 addresses, and Kaillera is played over IPv4.",
            HostNameError.NoAddress => $"{name} has no address.",
            HostNameError.NoAnswer => $"Nobody could say which address {name} has. Is this computer online?",
            _ => $"The address of {name} is not known.",
        };
    }
}

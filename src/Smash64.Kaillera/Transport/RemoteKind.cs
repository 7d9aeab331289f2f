using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Diagnostics;

namespace Smash64.Kaillera.Transport;

/// <summary>What kind of program is asked: its name in messages, and how a call that has no result is logged.</summary>
/// <param name="Noun">What it is called at the beginning of a sentence.</param>
/// <param name="Hidden">What stands in logs where addresses are hidden.</param>
/// <param name="LogCancelled">Logs that a call was cancelled.</param>
/// <param name="LogFailed">Logs that this machine could not ask.</param>
internal sealed record RemoteKind(
    string Noun,
    string Hidden,
    Action<ILogger, string> LogCancelled,
    Action<ILogger, Exception, string> LogFailed
)
{
    public static RemoteKind P2PHost { get; } = new("A P2P host", "a host", P2PLog.Cancelled, P2PLog.Failed);

    public static RemoteKind KailleraServer { get; } = new("A Kaillera server", "a server", ServerLog.Cancelled, ServerLog.Failed);

    /// <summary>Checks an end point that a caller gave.</summary>
    /// <param name="endPoint">The end point.</param>
    /// <param name="name">The caller's name for it.</param>
    /// <returns>A copy: end points can be changed by their owner, and a call under way must not follow.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="endPoint"/> is not IPv4, or its port is 0.</exception>
    public IPEndPoint CheckedCopy(IPEndPoint endPoint, [CallerArgumentExpression(nameof(endPoint))] string? name = null)
    {
        Check(endPoint, name);
        return new IPEndPoint(endPoint.Address, endPoint.Port);
    }

    /// <summary>Checks an end point of which no copy is needed.</summary>
    public void Check(IPEndPoint endPoint, string? name)
    {
        ArgumentNullException.ThrowIfNull(endPoint, name);
        if (endPoint.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"{Noun} has an IPv4 address; {endPoint} is none.", name);
        }

        if (endPoint.Port == 0)
        {
            throw new ArgumentException($"{Noun}'s port is 1 to 65535; {endPoint} has 0.", name);
        }
    }
}

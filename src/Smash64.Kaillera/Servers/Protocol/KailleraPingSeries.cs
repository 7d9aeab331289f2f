using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The pings of one call: says whether another one is due, and sums up those that have ended.</summary>
/// <param name="count">How many pings to send; more than zero. One that is refused may be repeated on top.</param>
/// <param name="timeout">How long each waits for its answer; more than zero.</param>
internal sealed class KailleraPingSeries(int count, TimeSpan timeout)
{
    private const int RefusalsOfAClosedPort = 2;

    private readonly KailleraRoundTrips _times = new();

    private int _begun;
    private int _refusals;
    private bool _hasHeardNoise;

    /// <summary>Gets how many pings were sent, repeats included.</summary>
    public int Sent { get; private set; }

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    private KailleraPingStatus Status =>
        this switch
        {
            { _times.Count: > 0 } => KailleraPingStatus.Responding,
            { _hasHeardNoise: true } => KailleraPingStatus.NotAKailleraServer,
            { _refusals: > 0 } => KailleraPingStatus.PortClosed, // once is enough: routers limit their complaints
            { Sent: > 0 } => KailleraPingStatus.NoResponse,
            _ => KailleraPingStatus.Unknown,
        };

    private KailleraRefusal Refusal =>
        this switch
        {
            { _times.Count: > 0 } => KailleraRefusal.Ignore,
            { _refusals: > 0 } => KailleraRefusal.Believe,
            _ => KailleraRefusal.AskAgain,
        };

    /// <summary>Begins the next ping. The one before must have ended.</summary>
    /// <param name="ping">The ping; it needs a socket of its own.</param>
    /// <returns>Whether there is a next ping: all may have been sent, or the port may be closed.</returns>
    public bool TryBegin([NotNullWhen(true)] out KailleraPingConversation? ping)
    {
        var isDue = _begun < count && _refusals < RefusalsOfAClosedPort;
        ping = isDue ? new KailleraPingConversation(timeout, Refusal) : null;
        _begun += isDue ? 1 : 0;
        return isDue;
    }

    /// <summary>Takes what a ping learned.</summary>
    /// <param name="ping">The ping that has ended.</param>
    public void End(KailleraPingConversation ping)
    {
        Sent += ping.DatagramsSent;
        DatagramsReceived += ping.DatagramsReceived;
        _refusals += ping.Refusals;
        _hasHeardNoise |= ping.HasHeardNoise;
        if (ping.RoundTripTime is { } time)
        {
            _times.Add(time);
        }
    }

    /// <summary>Makes the result of the pings that have ended.</summary>
    /// <param name="server">The address that was asked.</param>
    /// <param name="elapsed">The time since the first ping.</param>
    public KailleraPingResult ToResult(IPEndPoint server, TimeSpan elapsed) =>
        new(server, Status)
        {
            Sent = Sent,
            Received = _times.Count,
            MinimumRoundTripTime = _times.Minimum,
            MeanRoundTripTime = _times.Mean,
            MaximumRoundTripTime = _times.Maximum,
            Jitter = _times.Jitter,
            Elapsed = elapsed,
        };
}

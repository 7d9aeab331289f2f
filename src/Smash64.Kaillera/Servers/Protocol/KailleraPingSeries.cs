using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The pings of one call: says whether another one is due, and sums up those that have ended.</summary>
/// <param name="count">How many pings to send; more than zero. One that is refused may be repeated on top.</param>
/// <param name="timeout">How long each waits for its answer; more than zero.</param>
internal sealed class KailleraPingSeries(int count, TimeSpan timeout)
{
    private readonly KailleraPingTally _tally = new();

    private int _begun;

    /// <summary>Gets how many pings were sent, repeats included.</summary>
    public int Sent => _tally.Sent;

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    private KailleraRefusal Refusal =>
        _tally switch
        {
            { HasAnswer: true } => KailleraRefusal.Ignore,
            { HasRefusal: true } => KailleraRefusal.Believe,
            _ => KailleraRefusal.AskAgain,
        };

    /// <summary>Begins the next ping. The one before must have ended.</summary>
    /// <param name="ping">The ping; it needs a socket of its own.</param>
    /// <returns>Whether there is a next ping: all may have been sent, or the port may be closed.</returns>
    public bool TryBegin([NotNullWhen(true)] out KailleraPingConversation? ping)
    {
        var isDue = _begun < count && !_tally.IsClosed;
        ping = isDue ? new KailleraPingConversation(timeout, Refusal) : null;
        _begun += isDue ? 1 : 0;
        return isDue;
    }

    /// <summary>Takes what a ping learned.</summary>
    /// <param name="ping">The ping that has ended.</param>
    public void End(KailleraPingConversation ping)
    {
        DatagramsReceived += ping.DatagramsReceived;
        _tally.AddSent(ping.DatagramsSent);
        _tally.AddRefusals(ping.Refusals);
        if (ping.HasHeardNoise)
        {
            _tally.AddNoise();
        }

        if (ping.RoundTripTime is { } time)
        {
            _tally.AddAnswer(time);
        }
    }

    /// <summary>Makes the result of the pings that have ended.</summary>
    /// <param name="server">The address that was asked.</param>
    /// <param name="elapsed">The time since the first ping.</param>
    public KailleraPingResult ToResult(IPEndPoint server, TimeSpan elapsed) => _tally.ToResult(server, elapsed);
}

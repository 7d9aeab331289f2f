using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Protocol;

/// <summary>The pings of one call: says whether another one is due, and sums up those that have ended.</summary>
/// <param name="kind">What is asked.</param>
/// <param name="count">How many pings to send; more than zero. One that is refused may be repeated on top.</param>
/// <param name="timeout">How long each waits for its answer; more than zero.</param>
internal sealed class PingSeries(PingKind kind, int count, TimeSpan timeout)
{
    private int _begun;

    /// <summary>Gets what they have come to so far.</summary>
    public PingTally Tally { get; } = new();

    /// <summary>Gets how many pings were sent, repeats included.</summary>
    public int Sent => Tally.Sent;

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    private PingRefusal Refusal =>
        Tally switch
        {
            { HasAnswer: true } => PingRefusal.Ignore,
            { HasRefusal: true } => PingRefusal.Believe,
            _ => PingRefusal.AskAgain,
        };

    /// <summary>Begins the next ping. The one before must have ended.</summary>
    /// <param name="ping">The ping; it needs a socket of its own.</param>
    /// <returns>Whether there is a next ping: all may have been sent, or the port may be closed.</returns>
    public bool TryBegin([NotNullWhen(true)] out PingConversation? ping)
    {
        var isDue = _begun < count && !Tally.IsClosed;
        ping = isDue ? new PingConversation(kind, timeout, Refusal) : null;
        _begun += isDue ? 1 : 0;
        return isDue;
    }

    /// <summary>Takes what a ping learned.</summary>
    /// <param name="ping">The ping that has ended.</param>
    public void End(PingConversation ping)
    {
        DatagramsReceived += ping.DatagramsReceived;
        Tally.AddSent(ping.DatagramsSent);
        Tally.AddRefusals(ping.Refusals);
        if (ping.HasHeardNoise)
        {
            Tally.AddNoise();
        }

        if (ping.RoundTripTime is { } time)
        {
            Tally.AddAnswer(time);
        }
    }
}

namespace Smash64.Kaillera.Protocol;

/// <summary>One ping. It needs a socket of its own.</summary>
/// <remarks>
/// An answer has no number, but it comes to the port that was pinged from. As nothing else was ever sent from there, the first
/// one answers this ping and its time is exact; whatever follows is a copy. A refused ping may be sent once more from the same
/// port; an answer after that is timed from the repeat, since the other machine said that it threw the first one away.
/// </remarks>
/// <param name="kind">What is asked.</param>
/// <param name="timeout">How long to wait for the answer; more than zero. A repeat gets the same time anew.</param>
/// <param name="refusal">What to make of a port that refuses.</param>
internal sealed class PingConversation(PingKind kind, TimeSpan timeout, PingRefusal refusal) : IDatagramConversation
{
    private static readonly TimeSpan SecondOpinion = TimeSpan.FromMilliseconds(100);

    private bool _isToSend = true;
    private TimeSpan _next;
    private TimeSpan _asked;

    public bool IsFinished { get; private set; }

    public TimeSpan WakeUp => IsFinished ? TimeSpan.MaxValue : _next;

    /// <summary>Gets the time from the ping to its answer, or <see langword="null"/> when none came.</summary>
    public TimeSpan? RoundTripTime { get; private set; }

    /// <summary>Gets a value indicating whether something else than the answer came.</summary>
    public bool HasHeardNoise { get; private set; }

    /// <summary>Gets how often the port refused, as far as that was not to be ignored.</summary>
    public int Refusals { get; private set; }

    /// <summary>Gets how many datagrams were written: none, the ping, or the ping and its repeat.</summary>
    public int DatagramsSent { get; private set; }

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    /// <remarks>The buffer needs as many bytes as the question has.</remarks>
    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        length = 0;
        if (now < WakeUp)
        {
            return false;
        }

        if (!_isToSend)
        {
            IsFinished = true; // lost
            return false;
        }

        kind.Question.CopyTo(buffer);
        length = kind.Question.Length;
        DatagramsSent++;
        _isToSend = false;
        _asked = now;
        _next = now + timeout;
        return true;
    }

    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        DatagramsReceived++;
        if (!datagram.SequenceEqual(kind.Answer))
        {
            HasHeardNoise = true;
        }
        else if (DatagramsSent > 0)
        {
            RoundTripTime = now - _asked;
            IsFinished = true;
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (IsFinished || _isToSend || refusal == PingRefusal.Ignore)
        {
            return; // While the repeat is still to be sent, this can only be a copy of the first complaint.
        }

        Refusals++;
        if (refusal == PingRefusal.AskAgain && Refusals == 1)
        {
            _isToSend = true;
            _next = now + SecondOpinion;
        }
        else
        {
            IsFinished = true;
        }
    }

    public void Stop(TimeSpan now) => IsFinished = true;
}

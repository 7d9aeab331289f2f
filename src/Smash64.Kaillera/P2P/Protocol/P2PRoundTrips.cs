namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// Finds the round-trip time although questions are repeated (Karn's problem: an answer does not say which copy it is
/// for). A question sent once gives an exact time; a repeated one only says "at most".
/// </summary>
internal sealed class P2PRoundTrips
{
    // Indexed by question: 0 is the login, 1 to 14 the PING with that serial.
    // Made with the first login: of thousands of conversations most only knock.
    private (TimeSpan First, int Count)[]? _questions;
    private readonly List<TimeSpan> _knocks = [];
    private TimeSpan _firstReply;
    private int _knocksBeforeReply; // each of them may be the one that the first reply answers
    private TimeSpan? _exact;
    private TimeSpan? _atMost;

    /// <summary>Gets the round-trip time as well as it is known.</summary>
    public TimeSpan? Best => _exact ?? _atMost;

    /// <summary>Gets a value indicating whether a question that was sent once was answered.</summary>
    public bool IsExact => _exact is not null;

    /// <summary>Notes that all instructions up to a serial were sent (again).</summary>
    public void Asked(int newestSerial, TimeSpan now)
    {
        _questions ??= new (TimeSpan, int)[P2PProtocol.SerialWindow + 1];
        for (var serial = 0; serial <= newestSerial; serial++)
        {
            var (first, count) = _questions[serial];
            _questions[serial] = (count == 0 ? now : first, count + 1);
        }
    }

    /// <summary>Notes the first answer to a login (0) or a PING (its serial).</summary>
    public void Answered(int serial, TimeSpan now)
    {
        if (_questions is null || serial >= _questions.Length || _questions[serial] is not { Count: > 0 } question)
        {
            return;
        }

        var time = now - question.First;
        if (question.Count == 1)
        {
            _exact = Least(_exact, time);
        }
        else
        {
            _atMost = Least(_atMost, time);
        }
    }

    /// <summary>Notes that a knock was sent.</summary>
    public void Knocked(TimeSpan now) => _knocks.Add(now);

    /// <summary>Notes an answer to a knock.</summary>
    public void KnockAnswered(TimeSpan now)
    {
        if (_knocksBeforeReply > 0)
        {
            // The last knock went out when the first answer came: what it took says which earlier knock that was for.
            _exact ??= FindCandidate(now - _knocks[^1]);
            return;
        }

        (_knocksBeforeReply, _firstReply) = (_knocks.Count, now);
        if (_knocksBeforeReply == 1)
        {
            _exact = Least(_exact, now - _knocks[0]);
        }
        else if (_knocksBeforeReply > 1)
        {
            _atMost = Least(_atMost, now - _knocks[0]);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _questions?.AsSpan().Clear();
        _knocks.Clear();
        (_firstReply, _knocksBeforeReply) = (TimeSpan.Zero, 0);
        (_exact, _atMost) = (null, null);
    }

    // Of the times that the first answer may have taken, the one that is nearest to a time.
    private TimeSpan FindCandidate(TimeSpan last)
    {
        var best = _firstReply - _knocks[0];
        for (var i = 1; i < _knocksBeforeReply; i++)
        {
            var candidate = _firstReply - _knocks[i];
            best = (candidate - last).Duration() < (best - last).Duration() ? candidate : best;
        }

        return best;
    }

    private static TimeSpan Least(TimeSpan? known, TimeSpan found) => known is { } time && time < found ? time : found;
}

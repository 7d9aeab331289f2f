namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>
/// Decides when one server is told of: it is down after some silent rounds in a row, and up with the first answer. Behind a message it
/// keeps still for a while; what changes meanwhile becomes one message at its end.
/// </summary>
internal sealed class ServerAlarm(int downAfter, int pauseMinutes)
{
    private bool? _isUp;
    private int _silentRounds;
    private int _silentSince;
    private int _since;
    private int _changes;
    private int? _toldAt;

    /// <summary>Gets whether the server is up; <see langword="null"/> until that is clear.</summary>
    public bool? IsUp => _isUp;

    /// <summary>Takes the answer of a round, and finds out whether something is to be told.</summary>
    public (AlarmKind Kind, int SinceMinute, int Changes)? Take(MinuteAnswer answer)
    {
        if (answer.IsUp)
        {
            _silentRounds = 0;
            Change(isUp: true, answer.Minute);
        }
        else
        {
            _silentSince = _silentRounds++ == 0 ? answer.Minute : _silentSince;
            if (_silentRounds >= downAfter)
            {
                Change(isUp: false, _silentSince);
            }
        }

        if (_changes == 0 || answer.Minute - _toldAt < pauseMinutes)
        {
            return null;
        }

        var kind =
            _changes > 1 ? AlarmKind.Unsteady
            : _isUp == true ? AlarmKind.Up
            : AlarmKind.Down;
        var told = (kind, _since, _changes);
        (_toldAt, _changes) = (answer.Minute, 0);
        return told;
    }

    private void Change(bool isUp, int since)
    {
        if (_isUp == isUp)
        {
            return;
        }

        _changes += _isUp is null ? 0 : 1; // how it was found is no change
        (_isUp, _since) = (isUp, since);
    }
}

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What is held in memory of one server: its minutes of a day, and its hours of a month as counts.</summary>
internal sealed class ServerMemory(string key)
{
    private readonly MinuteAnswer[] _minutes = new MinuteAnswer[HistoryTime.KeptMinutes];
    private readonly HourCount[] _hours = new HourCount[HistoryTime.KeptHours];

    /// <summary>Gets who it is: host and port as the list has them.</summary>
    public string Key { get; } = key;

    /// <summary>Gets the latest minute there is, or 0.</summary>
    public int Latest { get; private set; }

    /// <summary>Gets the latest minute in which it answered, or 0.</summary>
    public int LatestAnswer { get; private set; }

    /// <summary>Adds an answer. One of the same minute is replaced.</summary>
    public void Add(MinuteAnswer answer)
    {
        if (answer.Minute <= Latest - _minutes.Length)
        {
            return; // its place is a later one's
        }

        ref var kept = ref _minutes[answer.Minute % _minutes.Length];
        if (kept.Minute == answer.Minute)
        {
            Count(HistoryTime.HourOf(answer.Minute), -1, kept.IsUp ? -1 : 0);
        }

        kept = answer;
        Count(HistoryTime.HourOf(answer.Minute), 1, answer.IsUp ? 1 : 0);
        Note(answer);
    }

    /// <summary>Puts back a minute that <see cref="RestoreHour"/> has counted.</summary>
    public void Restore(MinuteAnswer answer)
    {
        _minutes[answer.Minute % _minutes.Length] = answer;
        Note(answer);
    }

    /// <summary>Puts back an hour.</summary>
    public void RestoreHour(int hour, int asked, int answered) => Count(hour, asked, answered);

    /// <summary>Gets the minutes from one, inclusive, to another, exclusive, as far as there are any.</summary>
    public IEnumerable<MinuteAnswer> Between(int from, int to)
    {
        for (var minute = Math.Max(from, Latest - _minutes.Length + 1); minute < to && minute <= Latest; minute++)
        {
            if (Find(minute) is { } answer)
            {
                yield return answer;
            }
        }
    }

    public MinuteAnswer? Find(int minute) =>
        minute > 0 && _minutes[minute % _minutes.Length] is var answer && answer.Minute == minute ? answer : null;

    /// <summary>Tells in what share of the rounds of the last hours, the present one included, it answered.</summary>
    /// <returns>0 to 1, or <see langword="null"/> if there was no round.</returns>
    public double? UptimeOfHours(int minute, int hours)
    {
        var (asked, answered) = (0, 0);
        for (var hour = HistoryTime.HourOf(minute) - hours + 1; hour <= HistoryTime.HourOf(minute); hour++)
        {
            var count = _hours[hour % _hours.Length];
            if (count.Hour == hour)
            {
                asked += count.Asked;
                answered += count.Answered;
            }
        }

        return asked == 0 ? null : (double)answered / asked;
    }

    private void Count(int hour, int asked, int answered)
    {
        ref var count = ref _hours[hour % _hours.Length];
        var (beforeAsked, beforeAnswered) = count.Hour == hour ? (count.Asked, count.Answered) : (0, 0);
        count = new HourCount(hour, beforeAsked + asked, beforeAnswered + answered);
    }

    private void Note(MinuteAnswer answer)
    {
        Latest = Math.Max(Latest, answer.Minute);
        LatestAnswer = answer.IsUp ? Math.Max(LatestAnswer, answer.Minute) : LatestAnswer;
    }

    private readonly record struct HourCount(int Hour, int Asked, int Answered);
}

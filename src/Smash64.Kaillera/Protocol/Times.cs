namespace Smash64.Kaillera.Protocol;

/// <summary>Comparisons of times, which the framework has for numbers only.</summary>
internal static class Times
{
    public static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public static TimeSpan Earliest(params ReadOnlySpan<TimeSpan> times)
    {
        var earliest = TimeSpan.MaxValue;
        foreach (var time in times)
        {
            earliest = Earlier(earliest, time);
        }

        return earliest;
    }

    public static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

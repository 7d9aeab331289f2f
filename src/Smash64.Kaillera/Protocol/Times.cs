namespace Smash64.Kaillera.Protocol;

/// <summary>Comparisons of times, which the framework has for numbers only.</summary>
internal static class Times
{
    public static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Not any number of times: every datagram of a bulk call asks, and a list takes twice as long.
    public static TimeSpan Earliest(TimeSpan one, TimeSpan other, TimeSpan third) => Earlier(one, Earlier(other, third));

    public static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

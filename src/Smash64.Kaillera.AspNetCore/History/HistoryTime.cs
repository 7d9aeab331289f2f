namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>The steps in which history is kept, each numbered from 1970, and for how long.</summary>
internal static class HistoryTime
{
    public const int MinutesPerSlot = 5;
    public const int SlotsPerHour = 12;
    public const int SlotsPerDay = 288;
    public const int MinutesPerHour = 60;
    public const int MinutesPerDay = 1_440;

    /// <summary>How many minutes are kept: a day, and an hour in which the day's last figures may come late.</summary>
    public const int KeptMinutes = MinutesPerDay + MinutesPerHour;

    /// <summary>How many five-minute slots are kept: 31 days, so that with the present day there are always 30 whole ones.</summary>
    public const int KeptSlots = 31 * SlotsPerDay;

    /// <summary>How many hours are counted in memory, for the uptime of a month.</summary>
    public const int KeptHours = 31 * 24;

    /// <summary>How many days are kept.</summary>
    public const int KeptDays = 366;

    public static int MinuteOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    public static DateTimeOffset TimeOf(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);

    public static int SlotOf(int minute) => minute / MinutesPerSlot;

    public static int HourOf(int minute) => minute / MinutesPerHour;

    public static int DayOf(int minute) => minute / MinutesPerDay;
}

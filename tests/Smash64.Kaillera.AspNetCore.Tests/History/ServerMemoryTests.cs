using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

public sealed class ServerMemoryTests
{
    private const int Noon = 29_000_000;

    private readonly ServerMemory _memory = new("a:1");

    [Fact]
    public void Add_SameMinuteTwice_CountsTheLatterOnly()
    {
        _memory.Add(At(Noon, isUp: false));
        _memory.Add(At(Noon, isUp: true));

        _memory.UptimeOfHours(Noon, 24).Should().Be(1);
        _memory.Between(Noon, Noon + 1).Should().ContainSingle().Which.IsUp.Should().BeTrue();
    }

    [Fact]
    public void Add_MoreThanADay_HoldsTheLastDayAndCountsTheRest()
    {
        for (var minute = Noon; minute < Noon + (2 * 1_440); minute++)
        {
            _memory.Add(At(minute, isUp: minute >= Noon + 1_440));
        }

        var last = Noon + (2 * 1_440) - 1;
        _memory.Between(0, int.MaxValue).Should().HaveCount(HistoryTime.KeptMinutes).And.BeInAscendingOrder(static answer => answer.Minute);
        _memory.UptimeOfHours(last, 24).Should().Be(1);
        _memory.UptimeOfHours(last, 7 * 24).Should().Be(0.5);
    }

    [Fact]
    public void Add_LateAnswerWhosePlaceIsTaken_ChangesNothing()
    {
        _memory.Add(At(Noon + HistoryTime.KeptMinutes, isUp: true));
        _memory.Add(At(Noon, isUp: false));

        _memory.Latest.Should().Be(Noon + HistoryTime.KeptMinutes);
        _memory.UptimeOfHours(_memory.Latest, 30 * 24).Should().Be(1);
    }

    [Fact]
    public void Uptime_OfHoursWithoutARound_IsNotKnown() => _memory.UptimeOfHours(Noon, 24).Should().BeNull();

    [Fact]
    public void Uptime_HourAMonthAndMoreAgo_IsForgotten()
    {
        _memory.RestoreHour(HistoryTime.HourOf(Noon), 60, 0);
        _memory.Add(At(Noon + (30 * 1_440), isUp: true));

        _memory.UptimeOfHours(Noon + (30 * 1_440), 30 * 24).Should().Be(1);
    }

    private static MinuteAnswer At(int minute, bool isUp) => new(minute, 3, (byte)(isUp ? 3 : 0), 0, 0, 0);
}

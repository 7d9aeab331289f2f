using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

public sealed class TimerWheelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void TakeDue_BeforeItsTime_GivesNothing()
    {
        var wheel = new TimerWheel<Alarm>();
        var alarm = new Alarm();
        wheel.Set(alarm, TimeSpan.FromMilliseconds(10.5));

        wheel.TakeDue(TimeSpan.FromMilliseconds(10.9)).Should().BeNull("an alarm is rounded up to whole milliseconds");
        wheel.TakeDue(TimeSpan.FromMilliseconds(11)).Should().BeSameAs(alarm);
        wheel.TakeDue(TimeSpan.FromMilliseconds(12)).Should().BeNull("it rings once");
    }

    [Fact]
    public void Set_Again_MovesTheAlarm()
    {
        var wheel = new TimerWheel<Alarm>();
        var alarm = new Alarm();
        wheel.Set(alarm, TimeSpan.FromMilliseconds(10));

        wheel.Set(alarm, TimeSpan.FromMilliseconds(30));

        wheel.TakeDue(TimeSpan.FromMilliseconds(29)).Should().BeNull();
        wheel.TakeDue(TimeSpan.FromMilliseconds(30)).Should().BeSameAs(alarm);
        wheel.Count.Should().Be(0);
    }

    [Fact]
    public void Clear_OneOfManyInTheSameMillisecond_LeavesTheOthers()
    {
        var wheel = new TimerWheel<Alarm>();
        var alarms = Enumerable.Range(0, 5).Select(_ => new Alarm()).ToList();
        alarms.ForEach(alarm => wheel.Set(alarm, TimeSpan.FromMilliseconds(3)));

        wheel.Clear(alarms[0]);
        wheel.Clear(alarms[2]);
        wheel.Clear(alarms[4]);
        wheel.Clear(alarms[4]);

        var due = new List<Alarm>();
        while (wheel.TakeDue(TimeSpan.FromSeconds(1)) is { } alarm)
        {
            due.Add(alarm);
        }

        due.Should().HaveCount(2).And.Contain([alarms[1], alarms[3]]);
    }

    [Fact]
    public void TakeDue_AlarmsBeyondOneRound_RingInTheirOwn()
    {
        var wheel = new TimerWheel<Alarm>();
        var near = new Alarm();
        var far = new Alarm();
        wheel.Set(far, TimeSpan.FromMilliseconds(4_096 + 7));
        wheel.Set(near, TimeSpan.FromMilliseconds(7));

        wheel.TakeDue(TimeSpan.FromSeconds(4)).Should().BeSameAs(near);
        wheel.TakeDue(TimeSpan.FromSeconds(4)).Should().BeNull();
        wheel.TakeDue(TimeSpan.FromSeconds(5)).Should().BeSameAs(far);
    }

    [Fact]
    public void UntilNext_AlarmsWithinAndBeyondTheLimit_AnswersWithTheNearer()
    {
        var wheel = new TimerWheel<Alarm>();
        wheel.UntilNext(TimeSpan.Zero, Limit).Should().Be(Limit);

        wheel.Set(new Alarm(), TimeSpan.FromMilliseconds(100));
        wheel.UntilNext(TimeSpan.Zero, Limit).Should().Be(Limit);
        wheel.Set(new Alarm(), TimeSpan.FromMilliseconds(5));
        wheel.UntilNext(TimeSpan.FromMilliseconds(0.5), Limit).Should().Be(TimeSpan.FromMilliseconds(4.5));
        wheel.UntilNext(TimeSpan.FromMilliseconds(9), Limit).Should().Be(TimeSpan.Zero, "it is overdue");
    }

    [Fact]
    public void Set_ToTheSameTimeAgain_RingsOnce()
    {
        var wheel = new TimerWheel<Alarm>();
        var alarm = new Alarm();
        wheel.Set(alarm, TimeSpan.FromMilliseconds(10));

        wheel.Set(alarm, TimeSpan.FromMilliseconds(10));

        wheel.Count.Should().Be(1);
        wheel.TakeDue(TimeSpan.FromMilliseconds(10)).Should().BeSameAs(alarm);
        wheel.TakeDue(TimeSpan.FromMilliseconds(10)).Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Set_ToATimeThatIsOver_RingsInTheNextMillisecond(bool wheelWasEmpty)
    {
        var wheel = new TimerWheel<Alarm>();
        if (!wheelWasEmpty)
        {
            wheel.Set(new Alarm(), TimeSpan.FromMinutes(1));
        }

        wheel.TakeDue(TimeSpan.FromMilliseconds(100)).Should().BeNull();
        var alarm = new Alarm();
        wheel.Set(alarm, TimeSpan.FromMilliseconds(50));

        wheel.TakeDue(TimeSpan.FromMilliseconds(100)).Should().BeNull("that millisecond was looked at already");
        wheel.UntilNext(TimeSpan.FromMilliseconds(100), Limit).Should().Be(TimeSpan.FromMilliseconds(1));
        wheel.TakeDue(TimeSpan.FromMilliseconds(101)).Should().BeSameAs(alarm);
    }

    private sealed class Alarm : TimerWheel<Alarm>.Entry;
}

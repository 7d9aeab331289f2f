namespace Smash64.Kaillera.Transport;

/// <summary>An alarm clock that can be set again and again: one timer, whatever number of waits.</summary>
internal sealed class WakeUpTimer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimer _timer;
    private TaskCompletionSource _alarm = NewAlarm();

    public WakeUpTimer(TimeProvider time) =>
        _timer = time.CreateTimer(static state => ((WakeUpTimer)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Sets the alarm and returns what completes when it rings.</summary>
    public Task Set(TimeSpan dueIn)
    {
        if (_alarm.Task.IsCompleted)
        {
            Volatile.Write(ref _alarm, NewAlarm());
        }

        // Timers count whole milliseconds and cut off the rest: rounded up, an alarm never rings before its time.
        var milliseconds = Math.Ceiling(Math.Clamp(dueIn.TotalMilliseconds, 0, Longest.TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        return _alarm.Task;
    }

    /// <summary>Rings at once. May be called from any thread.</summary>
    public void Ring() => Volatile.Read(ref _alarm).TrySetResult();

    public void Dispose() => _timer.Dispose();

    private static TaskCompletionSource NewAlarm() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

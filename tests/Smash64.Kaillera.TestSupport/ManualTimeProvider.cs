namespace Smash64.Kaillera.TestSupport;

/// <summary>A clock that stands still until a test moves it. Its timers fire on the thread that does.</summary>
/// <remarks>
/// Code under test often goes on on another thread after a timer has fired, and then starts its next one. A test that
/// needs that timer first awaits <see cref="WaitForTimersAsync"/>: no sleeping, no guessing.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _pending = new(Comparer<ManualTimer>.Create(ManualTimer.CompareByDue));
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly DateTimeOffset _start;
    private long _elapsedTicks;
    private long _lastNumber;

    public ManualTimeProvider()
        : this(DefaultStart)
    {
    }

    public ManualTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Gets how far the clock has been moved in all.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Gets how many timers are set to fire some day.</summary>
    public int TimerCount
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Gets the time until the next timer fires, or <see langword="null"/> when none is set.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_lock)
            {
                return _pending.Min is { } next ? TimeSpan.FromTicks(next.DueTicks - _elapsedTicks) : null;
            }
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsedTicks;
        }
    }

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <summary>
    /// Moves the clock. Each timer due on the way fires in its turn, and sees the time it was set for.
    /// </summary>
    /// <param name="by">How far; zero fires what is due now.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        long target;
        lock (_lock)
        {
            target = _elapsedTicks + by.Ticks;
        }

        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock to the next timer, which fires with all others due at that time.</summary>
    /// <returns>How far the clock went.</returns>
    /// <exception cref="InvalidOperationException">No timer is set.</exception>
    public TimeSpan AdvanceToNextTimer()
    {
        var by = UntilNextTimer ?? throw new InvalidOperationException("No timer is set.");
        Advance(by);
        return by;
    }

    /// <summary>Waits until at least so many timers are set, which may be already now.</summary>
    public async Task WaitForTimersAsync(int count, CancellationToken cancellationToken = default)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_pending.Count >= count)
            {
                return;
            }

            _waiters.Add((count, reached));
        }

        await reached.Task.WaitAsync(cancellationToken);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);

        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // The next timer up to that time, with the clock set to its time; else the clock goes all the way.
    private ManualTimer? TakeDue(long target)
    {
        lock (_lock)
        {
            if (_pending.Min is not { } next || next.DueTicks > target)
            {
                _elapsedTicks = Math.Max(_elapsedTicks, target);
                return null;
            }

            _elapsedTicks = Math.Max(_elapsedTicks, next.DueTicks);
            _pending.Remove(next);
            if (next.PeriodTicks > 0)
            {
                next.DueTicks += next.PeriodTicks;
                Add(next);
            }

            return next;
        }
    }

    private bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _pending.Remove(timer);
            timer.PeriodTicks = period.Ticks;
            if (dueTime < TimeSpan.Zero)
            {
                return true;
            }

            timer.DueTicks = _elapsedTicks + dueTime.Ticks;
            Add(timer);
        }

        if (dueTime == TimeSpan.Zero)
        {
            // Due now, and as with real timers never before this call has returned to its thread.
            ThreadPool.QueueUserWorkItem(static time => time.Advance(TimeSpan.Zero), this, preferLocal: false);
        }

        return true;
    }

    private void Add(ManualTimer timer)
    {
        timer.Number = ++_lastNumber;
        _pending.Add(timer);
        _waiters.RemoveAll(waiter => _pending.Count >= waiter.Count && waiter.Reached.TrySetResult());
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _pending.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        // All guarded by the provider's lock, and changed only while the timer is not among those pending.
        public long DueTicks { get; set; }

        public long PeriodTicks { get; set; }

        public long Number { get; set; }

        public bool IsDisposed { get; set; }

        // Timers due at the same time fire in the order in which they were set.
        public static int CompareByDue(ManualTimer left, ManualTimer right) =>
            (left.DueTicks, left.Number).CompareTo((right.DueTicks, right.Number));

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);

            return time.Set(this, dueTime, period);
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

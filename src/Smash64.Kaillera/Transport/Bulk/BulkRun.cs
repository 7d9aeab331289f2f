using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// Runs many conversations over one socket, in turns: it takes what has come, does what is due, begins new conversations,
/// and sends. It has no thread and no clock of its own, so it runs in a simulated network as well.
/// </summary>
/// <remarks>
/// <para>Three things bound what is begun: the rate, how many conversations may be under way, and how many replies the
/// receive buffer has room for. A host that stays silent keeps its conversation, which is memory, but keeps nobody else
/// from being asked.</para>
/// <para>Sending goes in small portions with a look at the socket after each, so replies are taken as they come.</para>
/// </remarks>
internal sealed partial class BulkRun<TConversation, TResult>
    where TConversation : IPooledConversation
{
    // Enough to make a system call for many datagrams worth it. Four times as many are no faster, and a round trip seems longer by
    // what is sent between a question and a look at the socket.
    private const int Portion = 16;

    // Results are shown to the reader in portions too: waking it up costs as much as a probe.
    private const int ResultPortion = 256;

    // What nobody reads stops the probing here, before it costs memory.
    private const int MostUnread = 4_096;

    // A pump that doesn't tell when a datagram came leaves open whether more lies behind it. So nothing falls due while batches are
    // full; but what fills so many of them is no receive buffer, it is a flood.
    private const int MostFullBatches = 1_024;

    // How often a call that waits looks whether it was stopped, or its reader or its input has moved on.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.MaxValue / 2;
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(1);

    // A queue of this machine that is full empties in some milliseconds.
    private static readonly TimeSpan Shortage = TimeSpan.FromMilliseconds(5);

    private readonly IBulkKind<TConversation, TResult> _kind;
    private readonly BulkTargets _targets;
    private readonly IBulkOutput<TResult> _output;
    private readonly IDatagramPump _pump;
    private readonly BulkLimits _limits;
    private readonly TimeProvider _time;
    private readonly long _start;

    private readonly Dictionary<ulong, BulkSlot<TConversation>> _byAddress = [];
    private readonly BulkReadyQueue<TConversation> _ready = new();
    private readonly BulkSlots<TConversation> _slots;
    private readonly RestingAddresses _resting = new();
    private readonly TimerWheel<BulkSlot<TConversation>> _alarms = new();
    private readonly ReplyWindow _window;
    private readonly Pacer _pacer;

    private TimeSpan _known;
    private TimeSpan _heldUntil;
    private int _fullBatches;
    private int _paced;
    private int _unshown;
    private volatile bool _stopAsked;
    private bool _isStopped;

    public BulkRun(
        IBulkKind<TConversation, TResult> kind,
        IBulkInput input,
        IBulkOutput<TResult> output,
        IDatagramPump pump,
        BulkLimits limits,
        TimeProvider time
    )
    {
        _kind = kind;
        _targets = new BulkTargets(input, limits, kind.Check);
        _output = output;
        _pump = pump;
        _limits = limits;
        _time = time;
        _start = time.GetTimestamp();
        _slots = new BulkSlots<TConversation>(kind.Create, _ready);
        _window = new ReplyWindow(pump.Capacity);
        _pacer = new Pacer(limits.DatagramsPerSecond);
    }

    /// <summary>Gets what was done so far.</summary>
    public BulkFigures Figures { get; } = new();

    /// <summary>Gets what reading the input threw, or a target that can't be asked; <see langword="null"/> if nothing.</summary>
    public Exception? InputFault { get; private set; }

    /// <summary>Gets a value indicating whether a stopped call has given back everything that others had given it.</summary>
    public bool HasLeft => _isStopped && !_slots.Taken.Any(static slot => slot.Conversation.IsSeated);

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Ends the call as soon as it decently can: hosts that gave their seats are still left. From any thread.</summary>
    public void Stop() => _stopAsked = true;

    /// <summary>Does what there is to do, and waits a little where that is nothing.</summary>
    /// <returns>Whether there is more to come.</returns>
    public bool Turn()
    {
        if (_stopAsked && !_isStopped)
        {
            StopAll();
        }

        // What has arrived comes first: who was held up must not read silence from the clock alone.
        var wait = FindWait(Now);
        if (wait > TimeSpan.Zero || _unshown >= ResultPortion)
        {
            _unshown = 0;
            _output.Flush();
        }

        Receive(wait);
        DoWhatIsDue();
        Begin();
        _pump.Flush();
        Figures.Drops = _pump.Drops;
        Figures.Active = _slots.Count;
        var goesOn = _slots.Count > 0 || (!_isStopped && !_targets.HaveEnded);
        if (!goesOn)
        {
            _output.Flush();
        }

        return goesOn;
    }

    private TimeSpan FindWait(TimeSpan now)
    {
        var wait = _alarms.UntilNext(now, LongestWait);
        if (_isStopped)
        {
            return wait;
        }

        if (!MayBegin(now))
        {
            return wait < ShortWait ? wait : ShortWait;
        }

        if (!_targets.HaveNext)
        {
            return _targets.LastState switch
            {
                BulkInputState.Taken => TimeSpan.Zero,
                BulkInputState.Later when wait > ShortWait => ShortWait,
                _ => wait,
            };
        }

        var untilPaid = _targets.NextIsPaced ? _pacer.Next - now : TimeSpan.Zero;
        return untilPaid < wait ? (untilPaid > TimeSpan.Zero ? untilPaid : TimeSpan.Zero) : wait;
    }

    private bool MayBegin(TimeSpan now) =>
        _slots.Count < _limits.MaxConcurrency
        && _output.Unread < MostUnread
        && _output.Unread <= _limits.MaxConcurrency
        && _window.HasRoom
        && (!_targets.NextIsPaced || _paced < _limits.MaxPaced)
        && _heldUntil <= now;

    private void Receive(TimeSpan wait)
    {
        // More than one batch only if there is more: whoever floods us must not keep us from what is due.
        for (var batch = 0; batch < 4; batch++)
        {
            var count = _pump.Receive(batch == 0 ? wait : TimeSpan.Zero);
            var now = Now;
            for (var i = 0; i < count; i++)
            {
                Take(_pump[i], now);
            }

            _window.Advance(now);
            if (count < DatagramPump.Batch)
            {
                _known = now;
                _fullBatches = 0;
                return;
            }

            _fullBatches++;
            if (_pump.TellsAges || _fullBatches > MostFullBatches)
            {
                _known = now - _pump[count - 1].Age;
            }
        }
    }

    private void DoWhatIsDue()
    {
        // No further than what has come is known: an answer that waits to be read must not be missed.
        var now = Now;
        for (var i = 0; i < Portion && _alarms.TakeDue(_known) is { } slot; i++)
        {
            if (slot.HasBegun)
            {
                Drive(slot, _known);
            }
            else
            {
                Begin(slot, now);
            }
        }
    }

    private void Begin()
    {
        var now = Now;
        for (var i = 0; i < Portion && _ready.TryDequeue(out var slot); i++)
        {
            if (_isStopped)
            {
                _slots.Release(slot);
                _kind.Turns.Pass(slot.Remote);
            }
            else
            {
                Begin(slot, now);
            }
        }

        for (var i = 0; i < Portion && !_isStopped && MayBegin(now) && IsNextDue(now); i++)
        {
            var slot = _slots.Take(_targets.Take());
            if (_kind.Turns.TryTake(slot.Remote, slot))
            {
                slot.TryLeaveQueue();
                Begin(slot, now);
            }
        }
    }

    // What is next decides what bounds it, so the bounds are asked again.
    private bool IsNextDue(TimeSpan now) => TryPeek() && MayBegin(now) && (!_targets.NextIsPaced || _pacer.Next <= now);

    // Whoever is asked already is not to blame for what comes next: the fault waits for their results.
    private bool TryPeek()
    {
        try
        {
            return _targets.TryPeek();
        }
        catch (Exception e)
        {
            InputFault = e;
            _targets.End();
            return false;
        }
    }

    private void StopAll()
    {
        _isStopped = true;
        _output.Flush();
        _targets.End();
        var now = Now;
        foreach (var slot in _slots.Taken.ToArray())
        {
            if (slot.TryLeaveQueue())
            {
                _slots.Release(slot);
            }
            else if (slot.HasBegun)
            {
                slot.Conversation.Stop(slot.Told > now - slot.Start ? slot.Told : now - slot.Start);
                Drive(slot, now);
            }
            else if (slot.IsSet)
            {
                _alarms.Clear(slot); // its address was to be left alone for a while
                _slots.Release(slot);
                _kind.Turns.Pass(slot.Remote);
            }
        }
    }
}

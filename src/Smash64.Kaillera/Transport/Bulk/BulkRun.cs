using System.Net;
using System.Net.Sockets;
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
internal sealed class BulkRun<TConversation, TResult>
    where TConversation : IPooledConversation
{
    // Enough to make a system call for many datagrams worth it, few enough to be sent within some tenths of a millisecond.
    private const int Portion = 64;

    // Results are shown to the reader in portions too: waking it up costs as much as a probe.
    private const int ResultPortion = 256;

    // What nobody reads stops the probing here, before it costs memory.
    private const int MostUnread = 4_096;

    // How often a call that waits looks whether it was stopped, or its reader or its input has moved on.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.MaxValue / 2;
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(1);

    private readonly IBulkKind<TConversation, TResult> _kind;
    private readonly IBulkInput _input;
    private readonly IBulkOutput<TResult> _output;
    private readonly IDatagramPump _pump;
    private readonly BulkLimits _limits;
    private readonly TimeProvider _time;
    private readonly long _start;

    private readonly Dictionary<ulong, BulkSlot<TConversation>> _byAddress = [];
    private readonly List<BulkSlot<TConversation>> _taken = [];
    private readonly Stack<BulkSlot<TConversation>> _free = [];
    private readonly BulkReadyQueue<TConversation> _ready = new();
    private readonly TimerWheel<BulkSlot<TConversation>> _alarms = new();
    private readonly ReplyWindow _window;
    private readonly Pacer _pacer;

    private IPEndPoint? _next;
    private RemoteAddress _nextRemote;
    private bool _nextIsPaced;
    private BulkInputState _inputState;
    private TimeSpan _known;
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
        _input = input;
        _output = output;
        _pump = pump;
        _limits = limits;
        _time = time;
        _start = time.GetTimestamp();
        _window = new ReplyWindow(pump.Capacity);
        _pacer = new Pacer(limits.DatagramsPerSecond);
    }

    /// <summary>Gets what was done so far.</summary>
    public BulkFigures Figures { get; } = new();

    /// <summary>Gets a value indicating whether a stopped call has given back everything that others had given it.</summary>
    public bool HasLeft => _isStopped && !_taken.Exists(static slot => slot.Conversation.IsSeated);

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
        var goesOn = _taken.Count > 0 || (!_isStopped && (_next is not null || _inputState != BulkInputState.Ended));
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

        if (!MayBegin)
        {
            return wait < ShortWait ? wait : ShortWait;
        }

        if (_next is null)
        {
            return _inputState switch
            {
                BulkInputState.Taken => TimeSpan.Zero,
                BulkInputState.Later when wait > ShortWait => ShortWait,
                _ => wait,
            };
        }

        var untilPaid = _nextIsPaced ? _pacer.Next - now : TimeSpan.Zero;
        return untilPaid < wait ? (untilPaid > TimeSpan.Zero ? untilPaid : TimeSpan.Zero) : wait;
    }

    private bool MayBegin =>
        _taken.Count < _limits.MaxConcurrency
        && _output.Unread < MostUnread
        && _output.Unread <= _limits.MaxConcurrency
        && _window.HasRoom
        && (!_nextIsPaced || _next is null || _paced < _limits.MaxPaced);

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
            _known = count < Portion ? now : now - _pump[count - 1].Age;
            if (count < Portion)
            {
                return;
            }
        }
    }

    private void Take(in Arrival arrival, TimeSpan now)
    {
        if (!_byAddress.TryGetValue(arrival.From.Key, out var slot))
        {
            Figures.Strays += arrival.Kind == ArrivalKind.Datagram ? 1 : 0;
            return;
        }

        var at = now - slot.Start - arrival.Age;
        slot.Told = at > slot.Told ? at : slot.Told;
        switch (arrival.Kind)
        {
            case ArrivalKind.Datagram:
                Figures.Received++;
                if (slot.Mark != BulkSlot<TConversation>.NoMark)
                {
                    _window.Learn(slot.Start + slot.Told - slot.LastSent);
                    Forget(slot);
                }

                slot.Conversation.Receive(_pump.GetPayload(arrival), slot.Told);
                break;
            case ArrivalKind.PortUnreachable:
                Forget(slot);
                slot.Conversation.PortUnreachable(slot.Told);
                break;
            case ArrivalKind.SendFailed when ++slot.Failed == slot.Sent:
                Finish(slot, arrival.Error);
                return;
            default:
                return; // a datagram that counts as lost
        }

        Drive(slot, now);
    }

    private void DoWhatIsDue()
    {
        // No further than what has come is known: an answer that waits to be read must not be missed.
        var now = Now;
        for (var i = 0; i < Portion && _alarms.TakeDue(_known) is { } slot; i++)
        {
            Drive(slot, now);
        }
    }

    private void Begin()
    {
        var now = Now;
        for (var i = 0; i < Portion && _ready.TryDequeue(out var slot); i++)
        {
            if (_isStopped)
            {
                Release(slot);
                _kind.Turns.Pass(slot.Remote);
            }
            else
            {
                Begin(slot, now);
            }
        }

        for (var i = 0; i < Portion && !_isStopped && MayBegin && TryTakeNext() && (!_nextIsPaced || _pacer.Next <= now); i++)
        {
            var slot = TakeSlot(_next!, _nextRemote, _nextIsPaced);
            _next = null;
            if (_kind.Turns.TryTake(slot.Remote, slot))
            {
                slot.TryLeaveQueue();
                Begin(slot, now);
            }
        }
    }

    private bool TryTakeNext()
    {
        if (_next is not null)
        {
            return MayBegin;
        }

        _inputState = _inputState == BulkInputState.Ended ? BulkInputState.Ended : _input.TryTake(out _next);
        if (_inputState != BulkInputState.Taken)
        {
            return false;
        }

        _kind.Check(_next!);
        _next = new IPEndPoint(_next!.Address, _next.Port); // end points can be changed by their owner
        _nextRemote = RemoteAddress.From(_next);
        _nextIsPaced = _limits.DatagramsPerSecond > 0 && (_limits.PacesLoopback || !_nextRemote.IsLoopback);
        return MayBegin;
    }

    private void Begin(BulkSlot<TConversation> slot, TimeSpan now)
    {
        slot.Begin(now);
        if (slot.IsPaced)
        {
            _pacer.Spend(now, _limits.Prepaid);
        }

        _byAddress.Add(slot.Remote.Key, slot);
        Drive(slot, now);
    }

    /// <summary>Lets a conversation say what it has to say, and sets its alarm or ends it.</summary>
    private void Drive(BulkSlot<TConversation> slot, TimeSpan now)
    {
        var at = now - slot.Start;
        slot.Told = at > slot.Told ? at : slot.Told;
        while (slot.Conversation.TryWrite(slot.Told, _pump.Outgoing, out var length))
        {
            _pump.Send(slot.Remote, length);
            Figures.Sent++;
            slot.Sent++;
            slot.LastSent = now;
            Forget(slot);
            slot.Mark = _window.Ask(now);
            if (slot.IsPaced && slot.Sent > _limits.Prepaid)
            {
                _pacer.Spend(now, datagrams: 1);
            }
        }

        if (slot.Conversation.IsFinished)
        {
            Finish(slot, fault: null);
        }
        else if (slot.Conversation.WakeUp is var wakeUp && wakeUp < Never)
        {
            _alarms.Set(slot, slot.Start + wakeUp);
        }
    }

    private void Finish(BulkSlot<TConversation> slot, SocketError? fault)
    {
        _byAddress.Remove(slot.Remote.Key);
        _alarms.Clear(slot);
        Forget(slot);
        if (!_isStopped)
        {
            _output.Write(_kind.Conclude(slot.Conversation, slot.EndPoint, fault));
            _unshown++;
            Figures.Concluded++;
        }

        Release(slot);
        _kind.Turns.Pass(slot.Remote, _kind.PauseAfter(slot.Conversation), _time);
    }

    private void Forget(BulkSlot<TConversation> slot)
    {
        if (slot.Mark != BulkSlot<TConversation>.NoMark)
        {
            _window.Forget(slot.Mark);
            slot.Mark = BulkSlot<TConversation>.NoMark;
        }
    }

    private void StopAll()
    {
        _isStopped = true;
        _next = null;
        var now = Now;
        foreach (var slot in _taken.ToArray())
        {
            if (slot.TryLeaveQueue())
            {
                Release(slot);
            }
            else if (_byAddress.TryGetValue(slot.Remote.Key, out var active) && active == slot)
            {
                slot.Conversation.Stop(slot.Told > now - slot.Start ? slot.Told : now - slot.Start);
                Drive(slot, now);
            }
        }
    }

    private BulkSlot<TConversation> TakeSlot(IPEndPoint endPoint, RemoteAddress remote, bool isPaced)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = new BulkSlot<TConversation>(_kind.Create(), _ready);
        }

        slot.Take(endPoint, remote, isPaced);
        slot.Index = _taken.Count;
        _taken.Add(slot);
        _paced += isPaced ? 1 : 0;
        Figures.Active = _taken.Count;
        return slot;
    }

    private void Release(BulkSlot<TConversation> slot)
    {
        var last = _taken[^1];
        _taken[slot.Index] = last;
        last.Index = slot.Index;
        _taken.RemoveAt(_taken.Count - 1);
        _paced -= slot.IsPaced ? 1 : 0;
        Figures.Active = _taken.Count;
        slot.Release();
        _free.Push(slot);
    }
}

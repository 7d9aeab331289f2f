using System.Net.Sockets;

namespace Smash64.Kaillera.Transport.Bulk;

// What becomes of one conversation: it begins, hears and says something, and ends.
internal sealed partial class BulkRun<TConversation, TResult>
{
    private void Begin(BulkSlot<TConversation> slot, TimeSpan now)
    {
        if (_resting.IsResting(slot.Remote, now, out var until))
        {
            _alarms.Set(slot, until);
            return;
        }

        slot.Begin(now);
        if (slot.IsPaced)
        {
            _paced++;
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
            Finish(slot, slot.Failed == slot.Sent && slot.Sent > 0 ? slot.Failure : null);
        }
        else if (slot.Conversation.WakeUp is var wakeUp && wakeUp < Never)
        {
            _alarms.Set(slot, slot.Start + wakeUp);
        }
    }

    private void Finish(BulkSlot<TConversation> slot, SocketError? fault)
    {
        _byAddress.Remove(slot.Remote.Key);
        _paced -= slot.IsPaced ? 1 : 0;
        _alarms.Clear(slot);
        Forget(slot);
        if (!_isStopped)
        {
            _output.Write(_kind.Conclude(slot.Conversation, slot.EndPoint, fault));
            _unshown++;
            Figures.Concluded++;
        }

        if (_kind.RestAfter(slot.Conversation) is var rest && rest > TimeSpan.Zero)
        {
            var now = Now;
            _resting.Add(slot.Remote, now + rest, now);
        }

        _slots.Release(slot);
        _kind.Turns.Pass(slot.Remote, _kind.PauseAfter(slot.Conversation), _time);
    }

    // Queues run full, and a firewall that follows connections refuses the next one (EPERM): counted as lost, and told only when
    // nothing could ever be sent.
    private static bool MayPass(SocketError error) =>
        error is SocketError.NoBufferSpaceAvailable or SocketError.WouldBlock or SocketError.AccessDenied;

    private void Forget(BulkSlot<TConversation> slot)
    {
        if (slot.Mark != BulkSlot<TConversation>.NoMark)
        {
            _window.Forget(slot.Mark);
            slot.Mark = BulkSlot<TConversation>.NoMark;
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
            case ArrivalKind.SendFailed:
                slot.Failed++;
                slot.Failure = arrival.Error;
                if (MayPass(arrival.Error))
                {
                    _heldUntil = now + Shortage;
                }
                else if (slot.Failed == slot.Sent)
                {
                    Finish(slot, arrival.Error);
                    return;
                }

                break;
            default:
                return; // a datagram that counts as lost
        }

        Drive(slot, now);
    }
}

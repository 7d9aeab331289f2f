using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>The places of a bulk call: those that are taken, and those that wait to be used again.</summary>
/// <param name="create">Makes a conversation for a place.</param>
/// <param name="ready">Where places queue up whose turn at an address has come.</param>
internal sealed class BulkSlots<TConversation>(Func<TConversation> create, BulkReadyQueue<TConversation> ready)
    where TConversation : IPooledConversation
{
    private readonly List<BulkSlot<TConversation>> _taken = [];
    private readonly Stack<BulkSlot<TConversation>> _free = [];

    /// <summary>Gets those that are taken, in no order.</summary>
    public IReadOnlyCollection<BulkSlot<TConversation>> Taken => _taken;

    public int Count => _taken.Count;

    public BulkSlot<TConversation> Take(in BulkTarget target)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = new BulkSlot<TConversation>(create(), ready);
        }

        slot.Take(target);
        slot.Index = _taken.Count;
        _taken.Add(slot);
        return slot;
    }

    public void Release(BulkSlot<TConversation> slot)
    {
        // The last one moves into the gap.
        var last = _taken[^1];
        _taken[slot.Index] = last;
        last.Index = slot.Index;
        _taken.RemoveAt(_taken.Count - 1);
        slot.Release();
        _free.Push(slot);
    }
}

using System.Collections.Concurrent;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Places that waited for their turn at an address and now have it. Any thread may add to it.</summary>
internal sealed class BulkReadyQueue<TConversation>
    where TConversation : IPooledConversation
{
    private readonly ConcurrentQueue<BulkSlot<TConversation>> _ready = new();

    public void Enqueue(BulkSlot<TConversation> slot) => _ready.Enqueue(slot);

    public bool TryDequeue(out BulkSlot<TConversation> slot) => _ready.TryDequeue(out slot!);
}

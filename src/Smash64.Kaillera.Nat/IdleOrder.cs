using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat;

/// <summary>A bounded dictionary that knows who was idle longest: who comes when it is full takes that one's place.</summary>
/// <param name="capacity">How many it holds.</param>
internal sealed class IdleOrder<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byIdleness = [];

    public int Count => _byKey.Count;

    public bool IsFull => Count >= capacity;

    /// <summary>Gets who was idle longest.</summary>
    public TValue? Idlest => _byIdleness.First?.Value.Value;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = _byKey.TryGetValue(key, out var node) ? node.Value.Value : null;
        return value is not null;
    }

    /// <summary>Says that somebody is not idle.</summary>
    public void Touch(TKey key)
    {
        if (_byKey.TryGetValue(key, out var node))
        {
            _byIdleness.Remove(node);
            _byIdleness.AddLast(node);
        }
    }

    /// <summary>Adds somebody.</summary>
    /// <returns>Who had to go for it, or <see langword="null"/>.</returns>
    public TValue? Add(TKey key, TValue value)
    {
        Remove(key);
        TValue? gone = null;
        if (IsFull && _byIdleness.First is { } idlest)
        {
            gone = idlest.Value.Value;
            Remove(idlest.Value.Key);
        }

        _byKey[key] = _byIdleness.AddLast((key, value));
        return gone;
    }

    public void Remove(TKey key)
    {
        if (_byKey.Remove(key, out var node))
        {
            _byIdleness.Remove(node);
        }
    }
}

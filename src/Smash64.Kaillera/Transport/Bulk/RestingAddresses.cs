namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Addresses that a call leaves alone for a while, because late answers of the last conversation may still come.</summary>
internal sealed class RestingAddresses
{
    private readonly Dictionary<ulong, TimeSpan> _until = [];
    private readonly Queue<ulong> _oldestFirst = [];

    /// <summary>Leaves an address alone up to a time. Forgets those whose time is over.</summary>
    public void Add(RemoteAddress remote, TimeSpan until, TimeSpan now)
    {
        while (_oldestFirst.TryPeek(out var oldest) && !IsResting(oldest, now, out _))
        {
            _oldestFirst.Dequeue();
            _until.Remove(oldest);
        }

        if (_until.TryAdd(remote.Key, until))
        {
            _oldestFirst.Enqueue(remote.Key);
        }
        else
        {
            _until[remote.Key] = until;
        }
    }

    /// <summary>Tells up to when an address is left alone, if it is.</summary>
    public bool IsResting(RemoteAddress remote, TimeSpan now, out TimeSpan until) => IsResting(remote.Key, now, out until);

    private bool IsResting(ulong key, TimeSpan now, out TimeSpan until) => _until.TryGetValue(key, out until) && until > now;
}

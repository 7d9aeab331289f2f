using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>
/// The hosts that wait. Where there are too many, who was idle longest goes, and those who have never answered before those who have:
/// so a flood of forged hosts costs none that answers his place.
/// </summary>
/// <param name="capacity">How many hosts it remembers.</param>
/// <param name="perAddress">How many of them at one address.</param>
internal sealed class WaitingBook(int capacity, int perAddress)
{
    private readonly IdleOrder<IPEndPoint, WaitingEntry> _answered = new(capacity);
    private readonly IdleOrder<IPEndPoint, WaitingEntry> _silent = new(capacity);
    private readonly Dictionary<IPAddress, List<WaitingEntry>> _byAddress = [];
    private ImmutableSortedDictionary<long, WaitingGame> _listed = ImmutableSortedDictionary<long, WaitingGame>.Empty;
    private long _lastNumber;

    /// <summary>Gets how many hosts are remembered, those who have left included.</summary>
    public int Count => _answered.Count + _silent.Count;

    /// <summary>Gets who waits. The only member for other threads.</summary>
    public IReadOnlyList<WaitingGame> Games => [.. Volatile.Read(ref _listed).Values];

    /// <summary>Gets when somebody will have been silent for too long.</summary>
    public TimeSpan NextTimeout => Min(TimeoutOf(_answered.Idlest), TimeoutOf(_silent.Idlest));

    /// <summary>Hears a host say what he waits with; another one may have to go for it.</summary>
    public WaitingEntry Enlist(IPEndPoint host, WaitingGame game, TimeSpan now)
    {
        if (TryFind(host, out var entry))
        {
            entry.Game = game with { Ping = entry.Game.Ping };
            (entry.HasAnswered ? _answered : _silent).Touch(host);
        }
        else
        {
            MakeRoom(host.Address);
            entry = new WaitingEntry(host, ++_lastNumber) { Game = game };
            _silent.Add(host, entry);
            ListOf(host.Address).Add(entry);
        }

        (entry.LastHeard, entry.IsListed) = (now, true);
        Publish(entry);
        return entry;
    }

    /// <summary>Takes a host off the list. He is remembered for a while, so that he is not measured anew whenever he comes back.</summary>
    public void Unenlist(IPEndPoint host)
    {
        if (TryFind(host, out var entry))
        {
            entry.IsListed = false;
            Publish(entry);
        }
    }

    /// <summary>Hears the answer to the question for a ping.</summary>
    public void Answer(IPEndPoint host, TimeSpan now)
    {
        if (!TryFind(host, out var entry) || !entry.AwaitsAnswer || now - entry.PingedAt > WaitingProtocol.PingPatience)
        {
            return;
        }

        entry.AwaitsAnswer = false;
        entry.Game = entry.Game with { Ping = (int)Math.Round((now - entry.PingedAt.GetValueOrDefault()).TotalMilliseconds) };
        if (!entry.HasAnswered)
        {
            // Behind hosts that were heard up to a ping later: these time out that much too late, at most.
            entry.HasAnswered = true;
            _silent.Remove(host);
            _answered.Add(host, entry);
        }

        Publish(entry);
    }

    public bool IsKnown(IPEndPoint host) => TryFind(host, out _);

    /// <summary>Forgets who was silent for too long.</summary>
    public void GiveUpSilent(TimeSpan now)
    {
        foreach (var order in (ReadOnlySpan<IdleOrder<IPEndPoint, WaitingEntry>>)[_answered, _silent])
        {
            while (TimeoutOf(order.Idlest) <= now)
            {
                Remove(order.Idlest!);
            }
        }
    }

    /// <summary>Empties the list.</summary>
    public void Close() => Volatile.Write(ref _listed, _listed.Clear());

    private static TimeSpan TimeoutOf(WaitingEntry? entry) =>
        entry is null ? TimeSpan.MaxValue : entry.LastHeard + WaitingProtocol.SilentHostTimeout;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private bool TryFind(IPEndPoint host, [NotNullWhen(true)] out WaitingEntry? entry) =>
        _answered.TryGet(host, out entry) || _silent.TryGet(host, out entry);

    private void MakeRoom(IPAddress address)
    {
        var neighbours = ListOf(address);
        if (neighbours.Count >= perAddress)
        {
            Remove(neighbours.MinBy(static entry => (entry.IsListed, entry.HasAnswered, entry.LastHeard))!);
        }

        if (Count >= capacity)
        {
            Remove((_silent.Idlest ?? _answered.Idlest)!);
        }
    }

    private void Remove(WaitingEntry entry)
    {
        (entry.HasAnswered ? _answered : _silent).Remove(entry.Host);
        entry.IsListed = false;
        Publish(entry);
        var neighbours = ListOf(entry.Host.Address);
        neighbours.Remove(entry);
        if (neighbours.Count == 0)
        {
            _byAddress.Remove(entry.Host.Address);
        }
    }

    private List<WaitingEntry> ListOf(IPAddress address)
    {
        if (!_byAddress.TryGetValue(address, out var neighbours))
        {
            _byAddress[address] = neighbours = [];
        }

        return neighbours;
    }

    private void Publish(WaitingEntry entry) =>
        Volatile.Write(ref _listed, entry.IsListed ? _listed.SetItem(entry.Number, entry.Game) : _listed.Remove(entry.Number));
}

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>A socket that a relay knows.</summary>
/// <param name="endPoint">Where it is seen.</param>
/// <param name="localPort">What it calls its own port.</param>
internal sealed class AutopunchSocket(IPEndPoint endPoint, int localPort)
{
    private const int MaxAskers = 16;

    private readonly Dictionary<IPEndPoint, TimeSpan> _toldOf = [];

    public IPEndPoint EndPoint { get; } = endPoint;

    public int LocalPort { get; } = localPort;

    public TimeSpan LastHeard { get; set; }

    public bool IsForgotten(TimeSpan now) => now - LastHeard >= AutopunchProtocol.Lifetime;

    /// <summary>Tells whether it has just been told of an asker.</summary>
    public bool KnowsOf(IPEndPoint asker, TimeSpan now) =>
        _toldOf.TryGetValue(asker, out var last) && now - last < AutopunchProtocol.PeerInterval;

    /// <summary>Tells whether it is told of an asker now: not where it has just been told of too many.</summary>
    public bool TryTellOf(IPEndPoint asker, TimeSpan now)
    {
        if (_toldOf.Count >= MaxAskers)
        {
            foreach (var old in _toldOf.Where(told => now - told.Value >= AutopunchProtocol.PeerInterval).Select(told => told.Key).ToList())
            {
                _toldOf.Remove(old);
            }
        }

        var isRoom = _toldOf.Count < MaxAskers;
        if (isRoom)
        {
            _toldOf[asker] = now;
        }

        return isRoom;
    }
}

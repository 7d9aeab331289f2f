using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>The punches towards those who ask for a code: ten at once, then ten a second for 15 seconds, as today's clients send them.</summary>
internal sealed class Punches
{
    private const int MaxPeers = 8;
    private const int Burst = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(15);

    private readonly List<Row> _rows = [];

    public TimeSpan WakeUp => _rows.Count == 0 ? TimeSpan.MaxValue : _rows.Min(row => row.Next);

    /// <summary>Begins to punch towards somebody, or begins anew. The oldest goes where there are too many.</summary>
    /// <returns>Whether he is a new one.</returns>
    public bool Begin(IPEndPoint peer, TimeSpan now)
    {
        var before = _rows.FindIndex(row => row.Peer.Equals(peer));
        if (before >= 0)
        {
            _rows.RemoveAt(before);
        }
        else if (_rows.Count == MaxPeers)
        {
            _rows.RemoveAt(0);
        }

        _rows.Add(new Row(peer, now + Lasting) { Next = now, Left = before < 0 ? Burst : 1 });
        return before < 0;
    }

    /// <summary>Takes the next one that is due.</summary>
    public bool TryTake(TimeSpan now, [NotNullWhen(true)] out IPEndPoint? peer)
    {
        _rows.RemoveAll(row => now >= row.End);
        var due = _rows.Find(row => now >= row.Next);
        peer = due?.Peer;
        if (due is not null && --due.Left <= 0)
        {
            due.Left = 1;
            due.Next = now + Interval;
        }

        return due is not null;
    }

    private sealed class Row(IPEndPoint peer, TimeSpan end)
    {
        public IPEndPoint Peer { get; } = peer;

        public TimeSpan End { get; } = end;

        public TimeSpan Next { get; set; }

        public int Left { get; set; }
    }
}

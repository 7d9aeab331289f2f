namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>A server that answers each ping, behind a line that loses, delays, reorders and duplicates.</summary>
internal sealed class PongLine(Random random)
{
    private readonly double _loss = random.NextDouble() * 0.5;
    private readonly int _shortest = random.Next(1, 1_000);
    private readonly int _spread = random.Next(1, 2_000);
    private readonly PriorityQueue<int, double> _underWay = new();
    private readonly List<IReadOnlyCollection<double>> _arrivals = [];

    /// <summary>Carries all pings and their answers.</summary>
    /// <returns>For each ping how long its answers took, in milliseconds: none, one or several.</returns>
    public IReadOnlyList<IReadOnlyCollection<double>> Play(PingDriver ping)
    {
        while (true)
        {
            Carry(ping);
            if (ping.IsFinished)
            {
                return _arrivals;
            }

            // A PONG at the very end of a ping's time is too late.
            if (_underWay.TryPeek(out var socket, out var time) && time < ping.WakeUp)
            {
                _underWay.Dequeue();
                ping.PongTo(socket, time);
            }
            else
            {
                ping.Advance(ping.WakeUp);
            }
        }
    }

    private void Carry(PingDriver ping)
    {
        for (var socket = _arrivals.Count; socket < ping.Sent.Count; socket++)
        {
            var copies = random.NextDouble() < _loss ? 0 : random.Next(1, 4);
            var times = Enumerable.Range(0, copies).Select(_ => (double)(_shortest + random.Next(_spread))).ToList();
            _arrivals.Add(times);
            times.ForEach(time => _underWay.Enqueue(socket, ping.Sent[socket] + time));
        }
    }
}

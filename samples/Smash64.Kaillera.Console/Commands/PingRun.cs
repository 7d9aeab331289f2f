using System.Diagnostics;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Pings at a steady pace, and keeps what came of it.</summary>
/// <param name="line">Pings.</param>
/// <param name="endPoint">Whom.</param>
/// <param name="connection">The connection that a server's frames are for; <see langword="null"/> for a P2P host.</param>
/// <param name="tell">Tells each answer.</param>
internal sealed class PingRun(PingLine line, IPEndPoint endPoint, KailleraConnection? connection, Action<PingAnswer> tell)
{
    private const int MostKept = 100_000; // seven hours at the usual pace; of a longer watch the last ones count

    private readonly Queue<TimeSpan> _times = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _sent;
    private int _forgotten;

    /// <summary>Pings so many times, or until the program is to end.</summary>
    /// <returns>The shell's code for the signal that came, or 0.</returns>
    public async Task<int> RunAsync(int count, TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            for (var number = 1; number <= count; number++)
            {
                var wait = ((number - 1) * interval) - Stopwatch.GetElapsedTime(_start);
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken);
                Take(number, await line.PingAsync(endPoint, connection is not null, cancellationToken));
            }

            return 0;
        }
        catch (OperationCanceledException) when (Interruption.ExitCode != 0)
        {
            return Interruption.ExitCode; // what is known by then is the answer
        }
    }

    /// <summary>Sums up what came.</summary>
    public P2PPingResult ToResult() =>
        new(endPoint, _times.Count > 0 ? P2PProbeStatus.Responding : P2PProbeStatus.NoResponse)
        {
            Sent = _sent - _forgotten,
            RoundTripTimes = [.. _times],
            Elapsed = Stopwatch.GetElapsedTime(_start),
        };

    private void Take(int number, TimeSpan? time)
    {
        _sent++;
        if (time is { } known)
        {
            _times.Enqueue(known);
            if (_times.Count > MostKept)
            {
                _times.Dequeue();
                _forgotten++;
            }
        }

        tell(
            new PingAnswer
            {
                Number = number,
                RoundTripMs = Words.ToMilliseconds(time),
                Frames = PingSummary.FramesOf(time, connection),
            }
        );
    }
}

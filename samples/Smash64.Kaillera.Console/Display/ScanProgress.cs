using System.Diagnostics;
using System.Globalization;
using Smash64.Kaillera.Console.Input;
using Smash64.Kaillera.Console.Reports;

namespace Smash64.Kaillera.Console.Display;

/// <summary>One line at the bottom of a terminal that says how far a scan has come. It makes way for what stays.</summary>
internal sealed class ScanProgress : IDisposable
{
    private const string EraseLine = "\r\u001b[2K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock;
    private readonly ScanTally _tally;
    private readonly int? _total;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer _timer;
    private bool _isShown;
    private bool _isEnded;

    /// <param name="writing">Held by whoever writes to the terminal.</param>
    /// <param name="tally">What is known so far.</param>
    /// <param name="total">How many hosts there are, or <see langword="null"/> where nobody knows.</param>
    public ScanProgress(Lock writing, ScanTally tally, int? total)
    {
        _lock = writing;
        _tally = tally;
        _total = total;
        _timer = new Timer(static state => ((ScanProgress)state!).Show(), this, TimeSpan.Zero, Interval);
    }

    /// <summary>Takes the line away. The caller holds the lock.</summary>
    public void Hide()
    {
        if (_isShown)
        {
            System.Console.Error.Write(EraseLine);
            _isShown = false;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            Hide();
            _isEnded = true; // the timer may have rung just before
        }
    }

    /// <summary>Says how far a scan has come.</summary>
    public static string Describe(int hosts, int reachable, int? total, int badLines, TimeSpan elapsed)
    {
        var perSecond = hosts / Math.Max(elapsed.TotalSeconds, 0.001);
        var text = string.Create(CultureInfo.InvariantCulture, $"{hosts:N0}");
        if (total is { } all)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" of {all - badLines:N0}");
        }

        text += string.Create(CultureInfo.InvariantCulture, $" hosts, {reachable:N0} answered, {perSecond:N0} a second");
        if (total is { } known && hosts > 0 && known - badLines > hosts)
        {
            text += $", about {DurationText.Format(TimeSpan.FromSeconds(Math.Ceiling((known - badLines - hosts) / perSecond)))} left";
        }

        return text;
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            System.Console.Error.Write(
                EraseLine + Describe(_tally.Hosts, _tally.Reachable, _total, _tally.BadLines, Stopwatch.GetElapsedTime(_start))
            );
            _isShown = true;
        }
    }
}

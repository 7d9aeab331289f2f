using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Console.Display;

/// <summary>One line at the bottom of a terminal that says how far a scan has come. It makes way for what stays.</summary>
/// <param name="tally">What is known so far.</param>
/// <param name="total">How many hosts there are, or <see langword="null"/> where nobody knows.</param>
internal sealed class ScanProgress(ScanTally tally, int? total)
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _isShown;

    /// <summary>Takes the line away.</summary>
    public void Hide()
    {
        if (_isShown)
        {
            System.Console.Error.Write(EraseLine);
            _isShown = false;
        }
    }

    /// <summary>Writes the line.</summary>
    /// <param name="width">How many columns there are: a line that wraps can't be taken away again.</param>
    public void Show(int width)
    {
        var text = Describe(tally.Hosts, tally.Reachable, total, tally.BadLines, Stopwatch.GetElapsedTime(_start));
        System.Console.Error.Write(EraseLine + (text.Length < width ? text : text[..Math.Max(0, width - 1)]));
        _isShown = true;
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
}

using System.Globalization;
using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells the verdicts of a scan as they fall, and how far it has come. Lines may come from any thread.</summary>
/// <remarks>
/// On a terminal the lines go out some times a second, all that have come at once: between two of a thousand a second nobody could
/// read the last line, and a terminal would hold up the scan.
/// </remarks>
internal sealed class ScanDisplay : IDisposable
{
    private const int MostUntold = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<Action> _untold = new();
    private readonly Terminal _terminal;
    private readonly ScanTally _tally;
    private readonly ScanOutput? _plain;
    private readonly ScanProgress? _progress;
    private readonly Timer? _timer;
    private bool _isEnded;
    private IOException? _fault;

    /// <param name="terminal">Where to tell it.</param>
    /// <param name="tally">Counts what is told.</param>
    /// <param name="total">How many hosts there are, where that is known.</param>
    public ScanDisplay(Terminal terminal, ScanTally tally, int? total)
    {
        _terminal = terminal;
        _tally = tally;
        _plain = Terminal.IsPlain ? new ScanOutput(terminal) : null;
        if (terminal.IsWatched)
        {
            _progress = new ScanProgress(tally, total);
            _timer = new Timer(static state => ((ScanDisplay)state!).Refresh(), this, TimeSpan.Zero, Interval);
        }
    }

    public void Show(P2PProbeResult result, ScanHost host)
    {
        lock (_lock)
        {
            _tally.Add(result);
            if (_plain is not null)
            {
                ThrowIfBroken();
                _plain.Add(host);
            }
            else
            {
                Tell(() =>
                    _terminal.Write(host, static json => json.ScanHost, static (console, shown) => console.WriteParagraph(shown.ToLine()))
                );
            }
        }
    }

    public void Show(BadLine line)
    {
        lock (_lock)
        {
            _tally.AddBadLine();
            _plain?.Flush(); // lines stay in their order
            Tell(() => _terminal.Write(ScanBadLine.From(line), static json => json.ScanBadLine, (_, _) => ShowBadLine(line)));
        }
    }

    /// <summary>Brings out what waits for more: the next host may take its time.</summary>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            _plain?.Flush();
        }
    }

    public static void ShowSummary(IAnsiConsole console, ScanSummary summary)
    {
        console.WriteLine();
        var hosts = Count(summary.Hosts, "host", "hosts");
        var time = DurationText.Format(TimeSpan.FromMilliseconds(summary.ElapsedMs));
        console.WriteAnswer(
            summary.Reachable > 0,
            $"{Show(summary.Reachable)} of {hosts} answered{(summary.Stopped ? " before the scan was stopped" : string.Empty)}, in {time}."
        );
        console.WriteFacts(
            ("Busy", Some(summary.Busy)),
            ("Full", Some(summary.Full)),
            ("Port closed", Some(summary.PortClosed)),
            ("No P2P host", Some(summary.NotAP2PHost)),
            ("No answer", Some(summary.NoResponse)),
            ("Not reachable from here", Some(summary.Faults)),
            ("Lines skipped", Some(summary.BadLines)),
            ("Lines that repeat a host", Some(summary.Repeats)),
            ("Datagrams", $"{Show(summary.DatagramsSent)} sent, {Show(summary.DatagramsReceived)} received")
        );
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isEnded = true; // the timer may have rung just before
            _progress?.Hide();
            TellAll();
            _plain?.Flush();
            _plain?.Dispose();
        }
    }

    private void ThrowIfBroken()
    {
        if (_fault is { } fault)
        {
            throw new IOException(fault.Message, fault) { HResult = fault.HResult };
        }
    }

    // The caller holds the lock.
    private void Tell(Action write)
    {
        ThrowIfBroken();
        if (_progress is null)
        {
            write();
            return;
        }

        _untold.Enqueue(write);
        if (_untold.Count == MostUntold)
        {
            _progress.Hide();
            TellAll();
        }
    }

    private void TellAll()
    {
        while (_untold.TryDequeue(out var write))
        {
            write();
        }
    }

    private void Refresh()
    {
        lock (_lock)
        {
            if (_isEnded || _fault is not null)
            {
                return;
            }

            try
            {
                _progress!.Hide();
                TellAll();
                _progress.Show(_terminal.Error.Profile.Width);
            }
            catch (IOException e)
            {
                _fault = e; // for whoever tells the next line: nobody listens any more
            }
        }
    }

    private void ShowBadLine(BadLine line) =>
        _terminal.Error.WriteParagraph(FormattableString.Invariant($"Line {line.Number} is skipped: {string.Join(' ', line.Errors)}"));

    private static string? Some(int count) => count == 0 ? null : Show(count);

    private static string Count(int count, string one, string many) => $"{Show(count)} {(count == 1 ? one : many)}";

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

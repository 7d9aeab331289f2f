using System.Globalization;
using Smash64.Kaillera.Console.Input;
using Smash64.Kaillera.Console.Reports;
using Smash64.Kaillera.P2P;
using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells the verdicts of a scan as they fall, and how far it has come. Lines may come from any thread.</summary>
internal sealed class ScanDisplay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly ScanTally _tally;
    private readonly ScanProgress? _progress;

    /// <param name="terminal">Where to tell it.</param>
    /// <param name="tally">Counts what is told.</param>
    /// <param name="total">How many hosts there are, where that is known.</param>
    public ScanDisplay(Terminal terminal, ScanTally tally, int? total)
    {
        _terminal = terminal;
        _tally = tally;
        _progress = terminal.IsWatched ? new ScanProgress(_lock, tally, total) : null;
    }

    public void Show(P2PProbeResult result)
    {
        lock (_lock)
        {
            _tally.Add(result);
            _progress?.Hide();
            _terminal.Write(ScanHost.From(result), static json => json.ScanHost, ShowHost);
        }
    }

    public void Show(BadLine line)
    {
        lock (_lock)
        {
            _tally.AddBadLine();
            _progress?.Hide();
            if (_terminal.IsJson)
            {
                _terminal.Write(ScanBadLine.From(line), static json => json.ScanBadLine, static (_, _) => { });
            }
            else
            {
                _terminal.Error.WriteParagraph(
                    FormattableString.Invariant($"Line {line.Number} is skipped: {string.Join(' ', line.Errors)}")
                );
            }
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
            ("Datagrams", $"{Show(summary.DatagramsSent)} sent, {Show(summary.DatagramsReceived)} received")
        );
    }

    public void Dispose() => _progress?.Dispose();

    private static void ShowHost(IAnsiConsole console, ScanHost host)
    {
        var ping = host.RoundTripMs is { } time ? FormattableString.Invariant($"{time} ms") : string.Empty;
        var names = host.User is null ? host.Fault : $"{host.User} hosts {host.Game}";
        var columns = string.Join("  ", $"{host.Host}:{host.Port}".PadRight(21), host.Status.PadRight(11), ping.PadLeft(10), names);
        console.WriteParagraph(columns.TrimEnd());
    }

    private static string? Some(int count) => count == 0 ? null : Show(count);

    private static string Count(int count, string one, string many) => $"{Show(count)} {(count == 1 ? one : many)}";

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

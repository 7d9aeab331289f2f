using System.Globalization;

namespace Smash64.Kaillera.TestSupport;

/// <summary>Signals that a program started here takes.</summary>
public static class Signals
{
    /// <summary>Why a test is skipped.</summary>
    public const string NotTaken =
        "Programs started here take no signals: this is Windows, or the tests run in the background of a shell that ignores Ctrl+C.";

    private const string OwnStatus = "/proc/self/status";
    private const string IgnoredLine = "SigIgn:";

    /// <summary>
    /// Tells whether programs started here take a signal: not on Windows, which has none, and not where the tests run in
    /// the background of a shell that lets Ctrl+C pass by, since that is handed down.
    /// </summary>
    public static bool AreTaken(string signal)
    {
        if (!File.Exists(OwnStatus))
        {
            return !OperatingSystem.IsWindows();
        }

        var number = signal == "INT" ? 2 : 15;
        var line = File.ReadLines(OwnStatus).First(line => line.StartsWith(IgnoredLine, StringComparison.Ordinal));
        var ignored = ulong.Parse(line.AsSpan(IgnoredLine.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (ignored & (1UL << (number - 1))) == 0;
    }
}

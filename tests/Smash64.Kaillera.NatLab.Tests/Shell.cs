using System.Diagnostics;

namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>Runs what a laboratory is made with.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs a script of bash, which ends at its first fault.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(string script)
    {
        var (exitCode, output) = await TryRunAsync(script);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{script}\nended with {exitCode}: {output}");
    }

    /// <summary>Runs a script of bash that may fail.</summary>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"exec 2>&1\n{script}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var bash = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Patience);
        var output = await bash.StandardOutput.ReadToEndAsync(deadline.Token);
        await bash.WaitForExitAsync(deadline.Token);
        return (bash.ExitCode, output);
    }

    /// <summary>Asks until something is so.</summary>
    /// <exception cref="TimeoutException">It does not become so.</exception>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"It did not come to this: {what}.");
            }
        }
    }
}

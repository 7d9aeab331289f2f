using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>This program in processes of its own: so that processor time and memory are told apart.</summary>
internal static class Worker
{
    /// <summary>Starts a responder, which ends with its input.</summary>
    public static async Task<(Process Process, int Port)> StartResponderAsync(CancellationToken cancellationToken)
    {
        var process = Start(["respond"]);
        var line =
            await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The responder did not start.");
        return (process, int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>Measures a way in a fresh process.</summary>
    public static async Task<IReadOnlyList<Round>> MeasureAsync(
        string way,
        int targets,
        bool isMixed,
        int rounds,
        int port,
        CancellationToken cancellationToken
    )
    {
        string[] numbers = ["--targets", Show(targets), "--rounds", Show(rounds), "--port", Show(port)];
        using var process = Start(["measure", "--way", way, .. numbers, .. isMixed ? (string[])["--mixed"] : []]);
        var measured = new List<Round>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            measured.Add(JsonSerializer.Deserialize<Round>(line)!);
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && measured.Count == rounds
            ? measured
            : throw new InvalidOperationException($"Measuring {way} failed.");
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(IEnumerable<string> args)
    {
        var own = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(own) == "dotnet";
        var start = new ProcessStartInfo(own, isDotnet ? ["exec", typeof(Worker).Assembly.Location, .. args] : args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // As programs run that check hosts: the service's load is measured with the server's collector, which takes more memory.
        start.Environment["DOTNET_gcServer"] = "0";
        return Process.Start(start)!;
    }
}

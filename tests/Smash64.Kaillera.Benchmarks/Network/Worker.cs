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
        return await ReadRoundsAsync(process, rounds, cancellationToken);
    }

    /// <summary>Measures with another program, which writes a line of JSON for each round.</summary>
    public static async Task<IReadOnlyList<Round>> MeasureAsync(
        string program,
        IEnumerable<int> args,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        using var process = Start(program, args.Select(Show));
        return await ReadRoundsAsync(process, rounds, cancellationToken);
    }

    /// <summary>Runs a program, or one of .NET's by its assembly, to its end.</summary>
    /// <returns>Whether it ended well.</returns>
    public static async Task<bool> RunAsync(string program, IEnumerable<string> args, CancellationToken cancellationToken)
    {
        using var process = program.EndsWith(".dll", StringComparison.Ordinal)
            ? Start(DotnetPath(), ["exec", program, .. args])
            : Start(program, args);
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }

    private static async Task<IReadOnlyList<Round>> ReadRoundsAsync(Process process, int rounds, CancellationToken cancellationToken)
    {
        var measured = new List<Round>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            measured.Add(JsonSerializer.Deserialize<Round>(line)!);
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && measured.Count == rounds
            ? measured
            : throw new InvalidOperationException($"Measuring with {process.StartInfo.FileName} failed.");
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string DotnetPath() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(IEnumerable<string> args)
    {
        var own = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(own) == "dotnet";
        return Start(own, isDotnet ? ["exec", typeof(Worker).Assembly.Location, .. args] : args);
    }

    private static Process Start(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args)
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

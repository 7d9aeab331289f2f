using System.Diagnostics;
using System.Text.Json;

namespace Smash64.Kaillera.TestSupport;

/// <summary>The built program in a process of its own, with its output in pipes.</summary>
public sealed class KailleraProgram : IDisposable
{
    /// <summary>Far longer than any run takes: a test that meets it has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly StringBuilder _output = new();

    private KailleraProgram(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>
    /// Gets the command that starts the program, without arguments of its own: the one that <c>SMASH64_PROGRAM</c> names, such as a
    /// native one, else the one built with the tests.
    /// </summary>
    public static IReadOnlyList<string> CommandLine { get; } =
        Environment.GetEnvironmentVariable("SMASH64_PROGRAM") is { Length: > 0 } program
            ? [program]
            : [Dotnet, "exec", Path.Combine(AppContext.BaseDirectory, "kaillera.dll")];

    /// <summary>Gets the program that runs .NET's: the one that built the tests; a test host of its own has another name.</summary>
    public static string Dotnet =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");

    public static KailleraProgram Start(params IEnumerable<string> args) => Start(CommandLine[0], [.. CommandLine.Skip(1), .. args]);

    /// <summary>Starts another program that runs ours.</summary>
    public static KailleraProgram Start(string file, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(file, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        return new KailleraProgram(Process.Start(start)!);
    }

    public static async Task<ProgramRun> RunAsync(params IEnumerable<string> args)
    {
        using var program = Start(args);
        return await program.EndAsync();
    }

    /// <summary>Starts <c>host --json</c> on a free port of this machine.</summary>
    public static async Task<(KailleraProgram Host, int Port)> StartHostAsync(params IEnumerable<string> args)
    {
        var host = Start(["host", "--json", "--address", "127.0.0.1", "--port", "0", .. args]);
        var listening = await host.ReadEventAsync("listening");
        return (host, listening.GetProperty("port").GetInt32());
    }

    /// <summary>Reads JSON lines up to the first with this event.</summary>
    public async Task<JsonElement> ReadEventAsync(string name)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var json = JsonDocument.Parse(await ReadLineAsync(deadline.Token)).RootElement;
            if (json.GetProperty("event").GetString() == name)
            {
                return json;
            }
        }
    }

    public async Task<string> ReadLineAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await ReadLineAsync(deadline.Token);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line =
            await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The program has ended, and said before: {_output} {await _error}");
        _output.Append(line).Append('\n');
        return line;
    }

    /// <summary>Types all of the program's input.</summary>
    public async Task WriteAsync(string input)
    {
        await _process.StandardInput.WriteAsync(input);
        EndInput();
    }

    /// <summary>Writes a line to the standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Reads no more of what it says, as <c>head</c> does when it has enough.</summary>
    public void StopReading() => _process.StandardOutput.Close();

    /// <summary>Ends the program with no warning, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until the program has ended.</summary>
    public async Task<ProgramRun> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        _output.Append(await _process.StandardOutput.ReadToEndAsync(deadline.Token));
        await _process.WaitForExitAsync(deadline.Token);
        return new ProgramRun(_process.ExitCode, _output.ToString(), await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

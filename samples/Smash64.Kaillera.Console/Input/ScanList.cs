using System.Collections.Concurrent;
using System.Net;
using Smash64.Kaillera.Console.Reports;

namespace Smash64.Kaillera.Console.Input;

/// <summary>A list of hosts, one <c>address[:port]</c> a line, in a file or at the standard input.</summary>
internal sealed class ScanList : IDisposable
{
    /// <summary>The name that stands for the standard input.</summary>
    public const string StandardInput = "-";

    private const int LinesAhead = 1_024;

    private readonly TextReader _reader;
    private readonly bool _mayWait;

    private ScanList(TextReader reader, bool mayWait) => (_reader, _mayWait) = (reader, mayWait);

    /// <summary>Gets how many lines name a host, good or bad, or <see langword="null"/> where only the end will tell.</summary>
    public int? Total { get; private init; }

    /// <summary>Opens a list.</summary>
    /// <param name="path">The file, or <c>-</c>.</param>
    /// <exception cref="CommandException">The file can't be read.</exception>
    public static ScanList Open(string path)
    {
        if (path == StandardInput)
        {
            return new ScanList(System.Console.In, mayWait: true);
        }

        try
        {
            var file = File.OpenRead(path);
            var total = file.CanSeek ? CountHosts(path) : (int?)null; // a pipe can't be read twice
            return new ScanList(new StreamReader(file), mayWait: !file.CanSeek) { Total = total };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(
                ExitCode.BadInput,
                ErrorKinds.BadInput,
                $"{Quoted.Show(path)} can't be read: {Quoted.Show(e.Message)}.",
                e
            );
        }
    }

    /// <summary>Reads the hosts as they are asked for.</summary>
    /// <param name="port">The port where a line names none.</param>
    /// <param name="onBadLine">Is told of each line that names none; from any thread.</param>
    /// <param name="cancellationToken">Stops waiting for the next line.</param>
    public IEnumerable<IPEndPoint> ReadHosts(int port, Action<BadLine> onBadLine, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var line in _mayWait ? ReadWithoutHanging(cancellationToken) : ReadLines(_reader))
        {
            number++;
            if (ScanLine.Strip(line) is not { Length: > 0 } text)
            {
                continue;
            }

            if (ScanLine.Read(number, text, port, out var bad) is { } host)
            {
                yield return host;
            }
            else
            {
                onBadLine(bad!);
            }
        }
    }

    public void Dispose()
    {
        // What a thread is still reading would keep its lock until a line comes.
        if (!_mayWait)
        {
            _reader.Dispose();
        }
    }

    private static int CountHosts(string path) => File.ReadLines(path).Count(static line => ScanLine.Strip(line).Length > 0);

    private static IEnumerable<string> ReadLines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    // Nothing ends a read from a terminal or a pipe: so it goes on on a thread that the program's end takes with it.
    private IEnumerable<string> ReadWithoutHanging(CancellationToken cancellationToken)
    {
        var lines = new BlockingCollection<string>(LinesAhead);
        var thread = new Thread(() =>
        {
            try
            {
                foreach (var line in ReadLines(_reader))
                {
                    lines.Add(line, cancellationToken);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // Stopped, or the other end of the pipe is gone: that was all.
            }

            lines.CompleteAdding();
        })
        {
            IsBackground = true,
            Name = "Reader of lines",
        };
        thread.Start();
        return lines.GetConsumingEnumerable(cancellationToken);
    }
}

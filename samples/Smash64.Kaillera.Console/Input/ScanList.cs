using System.Collections.Concurrent;
using System.Net;

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
            return new ScanList(new StreamReader(System.Console.OpenStandardInput()), mayWait: true);
        }

        try
        {
            var file = File.OpenRead(path);

            // A pipe can't be read twice, and a device has no end.
            var isFile = file.CanSeek && file.Length > 0;
            return new ScanList(new StreamReader(file), mayWait: !isFile) { Total = isFile ? CountHosts(path) : null };
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
        foreach (var line in _mayWait ? ReadWithoutHanging(cancellationToken) : ReadLines())
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

    private static int CountHosts(string path)
    {
        using var reader = new StreamReader(path);
        return LineReader.Read(reader).Count(static line => ScanLine.Strip(line).Length > 0);
    }

    private IEnumerable<string> ReadLines()
    {
        using var lines = LineReader.Read(_reader).GetEnumerator();
        while (TryMove(lines))
        {
            yield return lines.Current;
        }
    }

    private static bool TryMove(IEnumerator<string> lines)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (IOException e)
        {
            throw CommandException.Fault(ErrorKinds.Internal, $"The list can't be read to its end: {Quoted.Show(e.Message)}.", e);
        }
    }

    // Nothing ends a read from a terminal or a pipe: so it goes on on a thread that the program's end takes with it.
    private IEnumerable<string> ReadWithoutHanging(CancellationToken cancellationToken)
    {
        CommandException? fault = null;
        var lines = new BlockingCollection<string>(LinesAhead);
        var thread = new Thread(() =>
        {
            try
            {
                foreach (var line in ReadLines())
                {
                    lines.Add(line, cancellationToken);
                }
            }
            catch (CommandException e)
            {
                fault = e;
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }

            lines.CompleteAdding();
        })
        {
            IsBackground = true,
            Name = "Reader of lines",
        };
        thread.Start();
        foreach (var line in lines.GetConsumingEnumerable(cancellationToken))
        {
            yield return line;
        }

        if (fault is not null)
        {
            throw fault;
        }
    }
}

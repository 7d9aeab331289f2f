using System.Collections.Concurrent;

namespace Smash64.Kaillera.Console.Input;

/// <summary>A list of hosts, one a line, in a file or at the standard input. Who stands there twice is one host.</summary>
internal sealed class ScanList : IDisposable
{
    /// <summary>The name that stands for the standard input.</summary>
    public const string StandardInput = "-";

    private const int LinesAhead = 1_024;

    private readonly TextReader _reader;
    private readonly int _port;
    private readonly bool _mayWait;
    private readonly ScanNames _named = new();
    private ScanNames? _all;

    private ScanList(TextReader reader, int port, bool mayWait) => (_reader, _port, _mayWait) = (reader, port, mayWait);

    /// <summary>Gets how many hosts and bad lines there are, or <see langword="null"/> where only the end will tell.</summary>
    public int? Total { get; private set; }

    /// <summary>Opens a list.</summary>
    /// <param name="path">The file, or <c>-</c>.</param>
    /// <param name="port">The port where a line names none.</param>
    /// <exception cref="CommandException">The file can't be read.</exception>
    public static ScanList Open(string path, int port)
    {
        if (path == StandardInput)
        {
            return new ScanList(new StreamReader(System.Console.OpenStandardInput()), port, mayWait: true);
        }

        try
        {
            var file = File.OpenRead(path);

            // A pipe can't be read twice, and a device has no end.
            var isFile = file.CanSeek && file.Length > 0;
            var list = new ScanList(new StreamReader(file), port, mayWait: !isFile);
            if (isFile)
            {
                list.CountAll(path);
            }

            return list;
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
    /// <param name="onBadLine">Is told of each line that names none; from any thread.</param>
    /// <param name="onRepeat">Is told of each line that names a host again; from any thread.</param>
    /// <param name="cancellationToken">Stops waiting for the next line.</param>
    public IEnumerable<IPEndPoint> ReadHosts(Action<BadLine> onBadLine, Action onRepeat, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var line in _mayWait ? ReadWithoutHanging(cancellationToken) : ReadLines())
        {
            number++;
            if (ScanLine.Strip(line) is not { Length: > 0 } text)
            {
                continue;
            }

            var (address, name, bad) = ScanLine.Read(number, text, _port);
            var host = name is null ? address : Find(number, text, name, out bad, cancellationToken);
            if (host is null)
            {
                onBadLine(bad!);
            }
            else if (_named.Count(host))
            {
                yield return host;
            }
            else
            {
                onRepeat();
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

    /// <summary>Gets how often a host stands in the list: of what can't be read twice, up to now.</summary>
    public int CountOf(IPEndPoint host) => Math.Max(1, (_all ?? _named).CountOf(host));

    /// <summary>Gets the name that led to a host, or <see langword="null"/>.</summary>
    public string? NameOf(IPEndPoint host) => _named.NameOf(host);

    // Names are not looked up before their turn, so they count as hosts of their own.
    private void CountAll(string path)
    {
        _all = new ScanNames();
        var names = new HashSet<DnsEndPoint>();
        using var reader = new StreamReader(path);
        Total = LineReader.Read(reader).Select(ScanLine.Strip).Where(static text => text.Length > 0).Count(IsNew);

        bool IsNew(string text)
        {
            var (address, name, _) = ScanLine.Read(0, text, _port);
            return (address is null || _all.Count(address)) && (name is null || names.Add(name));
        }
    }

    private IPEndPoint? Find(int number, string text, DnsEndPoint name, out BadLine? bad, CancellationToken cancellationToken)
    {
        try
        {
            bad = null;
            return _named.Find(name, cancellationToken);
        }
        catch (HostNameException e)
        {
            bad = new BadLine(number, text, [e.Message]);
            return null;
        }
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

namespace Smash64.Kaillera.Console.Reports;

/// <summary>Counts what a scan has learned so far.</summary>
internal sealed class ScanTally
{
    private readonly int[] _byStatus = new int[Enum.GetValues<P2PProbeStatus>().Length];
    private long _sent;
    private long _received;
    private int _badLines;
    private int _repeats;

    /// <summary>Gets how many hosts there is a verdict on.</summary>
    public int Hosts { get; private set; }

    public int Reachable { get; private set; }

    /// <summary>Gets how many lines named no host.</summary>
    public int BadLines => Volatile.Read(ref _badLines);

    public void Add(P2PProbeResult result)
    {
        Hosts++;
        Reachable += result.IsReachable ? 1 : 0;
        _byStatus[(int)result.Status]++;
        _sent += result.DatagramsSent;
        _received += result.DatagramsReceived;
    }

    /// <summary>Counts a line that names no host. From any thread.</summary>
    public void AddBadLine() => Interlocked.Increment(ref _badLines);

    /// <summary>Counts a line that names a host again. From any thread.</summary>
    public void AddRepeat() => Interlocked.Increment(ref _repeats);

    /// <param name="elapsed">How long it took.</param>
    /// <param name="stopCode">What the program returns where a signal stopped it, or <see langword="null"/>.</param>
    public ScanSummary Sum(TimeSpan elapsed, int? stopCode) =>
        new()
        {
            Hosts = Hosts,
            Reachable = Reachable,
            Responding = Count(P2PProbeStatus.Responding),
            Busy = Count(P2PProbeStatus.Busy),
            Full = Count(P2PProbeStatus.Full),
            PortClosed = Count(P2PProbeStatus.PortClosed),
            NotAP2PHost = Count(P2PProbeStatus.NotAP2PHost),
            NoResponse = Count(P2PProbeStatus.NoResponse),
            Faults = Count(P2PProbeStatus.Unknown),
            BadLines = BadLines,
            Repeats = Volatile.Read(ref _repeats),
            DatagramsSent = _sent,
            DatagramsReceived = _received,
            ElapsedMs = Words.ToMilliseconds(elapsed),
            Stopped = stopCode is not null,
            ExitCode = stopCode ?? (Hosts == 0 && BadLines > 0 ? Console.ExitCode.BadInput : Console.ExitCode.From(Reachable > 0)),
        };

    private int Count(P2PProbeStatus status) => _byStatus[(int)status];
}

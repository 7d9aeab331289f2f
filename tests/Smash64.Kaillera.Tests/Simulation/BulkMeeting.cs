using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>A bulk call to P2P hosts over a simulated network.</summary>
internal sealed class BulkMeeting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly List<IPEndPoint> _hosts = [];
    private readonly byte _network;
    private BulkRun<P2PProbeConversation, P2PProbeResult>? _run;

    /// <param name="network">The second octet of the addresses: turns at them are common to the whole process.</param>
    /// <param name="capacity">How many replies the receive buffer holds.</param>
    /// <param name="seed">Decides what the lines do.</param>
    public BulkMeeting(byte network, int capacity = 4_096, int seed = 1)
    {
        _network = network;
        Pump = new SimulatedPump(Clock, capacity, seed);
    }

    public ManualTimeProvider Clock { get; } = new();

    public SimulatedPump Pump { get; }

    public BulkOutput<P2PProbeResult> Output { get; } = new();

    public List<P2PProbeResult> Results { get; } = [];

    public BulkFigures Figures => _run!.Figures;

    /// <summary>Adds a host and returns its address.</summary>
    public IPEndPoint Add(ISimulatedProgram program, Line there, Line back)
    {
        var number = _hosts.Count;
        var host = new IPEndPoint(new IPAddress([100, _network, (byte)(number / 250), (byte)(number % 250)]), 27886);
        Pump.Add(RemoteAddress.From(host), program, there, back);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Asks the same host once more.</summary>
    public void Repeat(IPEndPoint host) => _hosts.Add(host);

    public BulkMeeting Begin(P2PProbeOptions options, BulkLimits? limits = null)
    {
        var kind = new P2PBulkKind(options.Checked());
        _run = new BulkRun<P2PProbeConversation, P2PProbeResult>(
            kind,
            new CollectionInput(_hosts),
            Output,
            Pump,
            limits ?? new BulkLimits(65_536, 0, PacesLoopback: true),
            Clock
        );
        return this;
    }

    /// <summary>Takes one turn.</summary>
    public bool Turn()
    {
        if (Clock.Elapsed > Patience)
        {
            throw new InvalidOperationException("The call does not end.");
        }

        return _run!.Turn();
    }

    public void Stop() => _run!.Stop();

    public void Read()
    {
        while (Output.TryRead(out var result))
        {
            Results.Add(result);
        }
    }

    /// <summary>Lets the hosts go on for a while when the call has ended.</summary>
    public void Wait(TimeSpan span)
    {
        var end = Clock.Elapsed + span;
        while (Clock.Elapsed < end)
        {
            Pump.Receive(end - Clock.Elapsed);
        }
    }

    /// <summary>Runs to the end, reading all that comes.</summary>
    public BulkMeeting Run()
    {
        while (Turn())
        {
            Read();
        }

        Read();
        return this;
    }
}

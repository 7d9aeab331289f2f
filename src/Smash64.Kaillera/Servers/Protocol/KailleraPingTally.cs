using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What the pings of one server have come to so far.</summary>
internal sealed class KailleraPingTally
{
    /// <summary>How often a port has to refuse until it is not asked again: twice, since a server may be starting anew.</summary>
    private const int RefusalsOfAClosedPort = 2;

    private readonly KailleraRoundTrips _times = new();
    private int _refusals;
    private bool _hasHeardNoise;

    /// <summary>Gets how many pings were sent, repeats included.</summary>
    public int Sent { get; private set; }

    /// <summary>Gets a value indicating whether the server has answered: then it is there, whatever is refused later.</summary>
    public bool HasAnswer => _times.Count > 0;

    /// <summary>Gets a value indicating whether the port has refused, so that a second refusal is believed.</summary>
    public bool HasRefusal => _refusals > 0;

    /// <summary>Gets a value indicating whether the port has refused often enough not to be asked again.</summary>
    public bool IsClosed => _refusals >= RefusalsOfAClosedPort;

    private KailleraPingStatus Status =>
        this switch
        {
            { HasAnswer: true } => KailleraPingStatus.Responding,
            { _hasHeardNoise: true } => KailleraPingStatus.NotAKailleraServer,
            { HasRefusal: true } => KailleraPingStatus.PortClosed, // once is enough: routers limit their complaints
            { Sent: > 0 } => KailleraPingStatus.NoResponse,
            _ => KailleraPingStatus.Unknown,
        };

    public void AddSent(int count = 1) => Sent += count;

    public void AddAnswer(TimeSpan roundTripTime) => _times.Add(roundTripTime);

    public void AddRefusals(int count = 1) => _refusals += count;

    /// <summary>Notes that something else than a PONG came.</summary>
    public void AddNoise() => _hasHeardNoise = true;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _times.Clear();
        (Sent, _refusals, _hasHeardNoise) = (0, 0, false);
    }

    /// <summary>Makes the result of the pings so far.</summary>
    /// <param name="server">The address that was asked.</param>
    /// <param name="elapsed">The time since the first ping.</param>
    public KailleraPingResult ToResult(IPEndPoint server, TimeSpan elapsed) =>
        new(server, Status)
        {
            Sent = Sent,
            Received = _times.Count,
            MinimumRoundTripTime = _times.Minimum,
            MeanRoundTripTime = _times.Mean,
            MaximumRoundTripTime = _times.Maximum,
            Jitter = _times.Jitter,
            Elapsed = elapsed,
        };
}

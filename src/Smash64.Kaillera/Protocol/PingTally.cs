namespace Smash64.Kaillera.Protocol;

/// <summary>What the pings of one address have come to so far.</summary>
internal sealed class PingTally
{
    /// <summary>How often a port has to refuse until it is not asked again: twice, since a server may be starting anew.</summary>
    private const int RefusalsOfAClosedPort = 2;

    private int _refusals;
    private bool _hasHeardNoise;

    /// <summary>Gets the times of those that were answered.</summary>
    public RoundTrips Times { get; } = new();

    /// <summary>Gets how many pings were sent, repeats included.</summary>
    public int Sent { get; private set; }

    /// <summary>Gets a value indicating whether an answer came: then somebody is there, whatever is refused later.</summary>
    public bool HasAnswer => Times.Count > 0;

    /// <summary>Gets a value indicating whether the port has refused, so that a second refusal is believed.</summary>
    public bool HasRefusal => _refusals > 0;

    /// <summary>Gets a value indicating whether the port has refused often enough not to be asked again.</summary>
    public bool IsClosed => _refusals >= RefusalsOfAClosedPort;

    public PingOutcome Outcome =>
        this switch
        {
            { HasAnswer: true } => PingOutcome.Responding,
            { _hasHeardNoise: true } => PingOutcome.OtherProgram,
            { HasRefusal: true } => PingOutcome.PortClosed, // once is enough: routers limit their complaints
            { Sent: > 0 } => PingOutcome.NoResponse,
            _ => PingOutcome.Unknown,
        };

    public void AddSent(int count = 1) => Sent += count;

    public void AddAnswer(TimeSpan roundTripTime) => Times.Add(roundTripTime);

    public void AddRefusals(int count = 1) => _refusals += count;

    /// <summary>Notes that something else than the answer came.</summary>
    public void AddNoise() => _hasHeardNoise = true;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Times.Clear();
        (Sent, _refusals, _hasHeardNoise) = (0, 0, false);
    }
}

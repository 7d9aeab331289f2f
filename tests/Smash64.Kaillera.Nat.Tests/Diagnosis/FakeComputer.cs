using Smash64.Kaillera.Nat.Diagnosis;

namespace Smash64.Kaillera.Nat.Tests.Diagnosis;

/// <summary>A computer at home, as a test wants it.</summary>
internal sealed class FakeComputer : IComputer
{
    public IPAddress? Outgoing { get; set; } = IPAddress.Loopback;

    public List<IPEndPoint> Listeners { get; } = [];

    public List<GatewayRoute> Routes { get; } = [new("eth0", IPAddress.Loopback, IPAddress.Parse("127.0.0.2"))];

    public List<FirewallSign> Firewalls { get; } = [];

    /// <summary>Gets or sets what happens when it is asked who listens.</summary>
    public Action WhenAsked { get; set; } = static () => { };

    /// <summary>Gets or sets who answers a datagram that may pass so many routers.</summary>
    public Func<IPAddress, int, Echo?> Answer { get; set; } = static (_, _) => null;

    public IReadOnlyList<IPEndPoint> FindListeners()
    {
        WhenAsked();
        return Listeners;
    }

    public string? FindProgram(int port) => "emulator (process 7)";

    public IReadOnlyList<GatewayRoute> FindRoutes() => Routes;

    public IPAddress? FindOutgoingAddress() => Outgoing;

    public Task<Echo?> PingAsync(IPAddress destination, int hops, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(destination, hops));

    public IReadOnlyList<FirewallSign> FindFirewalls() => Firewalls;
}

namespace Smash64.Kaillera.Nat.Tests.Gateways;

/// <summary>A mapping that is kept, in virtual time, by a router that does what the test says.</summary>
public sealed class PortMappingTests : IDisposable
{
    private static readonly PortMappingRequest Request = new();
    private static readonly IPAddress Public = IPAddress.Parse("203.0.113.7");

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Keep_HalfOfTheLeaseHasPassed_IsRenewed()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromMinutes(2), Public));

        await AdvanceAsync(TimeSpan.FromMinutes(1));

        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.Renewed);
        _gateway.Calls.Should().Equal("look", "map");
    }

    [Fact]
    public async Task Keep_RouterHasForgottenItWhenItIsRenewed_SaysSo()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromSeconds(4), Public));
        _gateway.StillHas = false;

        await AdvanceAsync(TimeSpan.FromSeconds(2));

        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.MappedAnew);
    }

    [Fact]
    public async Task Keep_HalfOfTheLeasePassesWhileTheRouterIsLookedAt_IsRenewedAtOnce()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromSeconds(2), Public), TimeSpan.FromMilliseconds(999));
        _gateway.WhenLookedAt = () => _time.Advance(TimeSpan.FromMilliseconds(2));

        await AdvanceAsync(TimeSpan.FromMilliseconds(999));

        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.Renewed);
    }

    [Fact]
    public async Task Keep_RouterHasForgottenIt_IsMappedAnewAtTheNextLook()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromHours(1), Public));
        _gateway.StillHas = false;

        await AdvanceAsync(TimeSpan.FromMinutes(1));

        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.MappedAnew);
        _gateway.Calls.Should().Equal("look", "map");
    }

    [Fact]
    public async Task Keep_AddressHasChanged_TellsTheNewOne()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromMinutes(2), Public));
        _gateway.Next = new GatewayLease(27886, TimeSpan.FromMinutes(2), IPAddress.Parse("203.0.113.99"));

        await AdvanceAsync(TimeSpan.FromMinutes(1));

        var change = await NextAsync(mapping);
        (change.Kind, change.ExternalEndPoint.ToString()).Should().Be((PortMappingChangeKind.MappedAnew, "203.0.113.99:27886"));
        mapping.ExternalEndPoint.Should().Be(change.ExternalEndPoint);
    }

    [Fact]
    public async Task Keep_RouterIsGoneForAWhile_IsToldOnceAndMappedAnewWhenItIsBack()
    {
        await using var mapping = Keep(new GatewayLease(27886, TimeSpan.FromMinutes(2), Public));
        _gateway.IsGone = true;

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.Lost);
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        await _time.WaitForTimersAsync(1);
        _gateway.IsGone = false;
        await AdvanceAsync(TimeSpan.FromSeconds(5));

        (await NextAsync(mapping)).Kind.Should().Be(PortMappingChangeKind.MappedAnew);
    }

    [Fact]
    public async Task Keep_Permanent_IsLookedAfterAndDeleted()
    {
        var mapping = Keep(new GatewayLease(27886, Lifetime: null, Public));

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await _time.WaitForTimersAsync(1);
        await mapping.DisposeAsync();

        _gateway.Calls.Should().Equal("look", "unmap", "end");
    }

    [Fact]
    public async Task Dispose_Twice_GivesItBackOnceAndEndsTheChanges()
    {
        var mapping = Keep(new GatewayLease(27886, TimeSpan.FromHours(1), Public));

        await mapping.DisposeAsync();
        await mapping.DisposeAsync();

        (await mapping.ReadChangesAsync().ToListAsync())
            .Select(static change => change.Kind)
            .Should()
            .Equal(PortMappingChangeKind.GivenBack);
        _gateway.Calls.Should().Equal("unmap", "end");
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    private PortMapping Keep(GatewayLease lease, TimeSpan? checkInterval = null) =>
        new(_gateway, IPAddress.Loopback, Request, lease, checkInterval ?? TimeSpan.FromMinutes(1), _time);

    private async Task AdvanceAsync(TimeSpan by)
    {
        await _time.WaitForTimersAsync(1);
        _time.Advance(by);
    }

    private static async Task<PortMappingChange> NextAsync(PortMapping mapping) =>
        await mapping.ReadChangesAsync().FirstAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private sealed class ScriptedGateway : IGatewayClient
    {
        public GatewayProtocol Protocol => GatewayProtocol.NatPmp;

        public string? Model => null;

        public bool StillHas { get; set; } = true;

        public bool IsGone { get; set; }

        public Action WhenLookedAt { get; set; } = static () => { };

        public GatewayLease Next { get; set; } = new(27886, TimeSpan.FromMinutes(2), Public);

        public List<string> Calls { get; } = [];

        public Task<IPAddress?> FindExternalAddressAsync(CancellationToken cancellationToken) => Task.FromResult<IPAddress?>(Public);

        public Task<PortMappingEntry?> FindEntryAsync(int externalPort, ProtocolType protocol, CancellationToken cancellationToken) =>
            Task.FromResult<PortMappingEntry?>(null);

        public Task<GatewayLease> MapAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken)
        {
            Calls.Add("map");
            return IsGone ? throw new PortMappingException("Gone.") : Task.FromResult(Next);
        }

        public Task UnmapAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
        {
            Calls.Add("unmap");
            return Task.CompletedTask;
        }

        public Task<bool> StillHasAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
        {
            Calls.Add("look");
            WhenLookedAt();
            return Task.FromResult(StillHas);
        }

        public void Dispose() => Calls.Add("end");
    }
}

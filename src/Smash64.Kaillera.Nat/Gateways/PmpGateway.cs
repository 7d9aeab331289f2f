using System.Net.Sockets;
using System.Security.Cryptography;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>A router that speaks NAT-PMP or PCP, which share a port and a manner.</summary>
internal sealed class PmpGateway : IGatewayClient
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly GatewayRoute _route;
    private readonly TimeProvider _time;
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(PcpMessages.NonceLength);

    private PmpGateway(GatewayRoute route, GatewayProtocol protocol, TimeProvider time)
    {
        _route = route;
        _time = time;
        Protocol = protocol;
    }

    public GatewayProtocol Protocol { get; }

    public string? Model => null;

    private bool IsPcp => Protocol == GatewayProtocol.Pcp;

    /// <summary>Asks whether a router speaks it.</summary>
    public static async Task<IGatewayClient?> FindAsync(
        GatewayRoute route,
        GatewayProtocol protocol,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var gateway = new PmpGateway(route, protocol, time);
        return await gateway.AskStateAsync(timeout, cancellationToken).ConfigureAwait(false) is { Result: 0 } ? gateway : null;
    }

    public void Dispose()
    {
        // Each question has a socket of its own.
    }

    // PCP tells it with a mapping only; who speaks PCP mostly speaks NAT-PMP too.
    public async Task<IPAddress?> FindExternalAddressAsync(CancellationToken cancellationToken) =>
        (await AskAsync(NatPmpMessages.AskAddress(), NatPmpMessages.ReadAddress, AnswerTimeout, cancellationToken).ConfigureAwait(false))?.ExternalAddress;

    public Task<PortMappingEntry?> FindEntryAsync(int externalPort, ProtocolType protocol, CancellationToken cancellationToken) =>
        Task.FromResult<PortMappingEntry?>(null);

    public async Task<GatewayLease> MapAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken)
    {
        var wished = current?.ExternalPort ?? request.WishedPort;
        var answer = await AskMapAsync(request, wished, request.Lease, cancellationToken).ConfigureAwait(false);
        if (answer is not { Result: 0, ExternalPort: > 0 } || answer.Lifetime <= TimeSpan.Zero)
        {
            throw Refused(answer);
        }

        var external = answer.ExternalAddress ?? await FindExternalAddressAsync(cancellationToken).ConfigureAwait(false);
        return new GatewayLease(answer.ExternalPort, answer.Lifetime, external) { Epoch = (answer.Epoch, _time.GetTimestamp()) };
    }

    public Task UnmapAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken) =>
        AskMapAsync(request, externalPort: 0, TimeSpan.Zero, cancellationToken);

    // RFC 6887, 8.5: an epoch that is behind what our own clock expects means that the router has lost its state.
    public async Task<bool> StillHasAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
    {
        const int Slack = 2;
        if (await AskStateAsync(AnswerTimeout, cancellationToken).ConfigureAwait(false) is not { } state || lease.Epoch is not { } epoch)
        {
            return true; // silence proves nothing, and the renewal asks again
        }

        var expected = epoch.Seconds + (_time.GetElapsedTime(epoch.At).TotalSeconds * 7 / 8) - Slack;
        var hasMoved = state.ExternalAddress is { } address && lease.ExternalAddress is { } before && !address.Equals(before);
        return state.Epoch >= expected && !hasMoved;
    }

    private static PortMappingError ErrorOf(int result) =>
        result switch
        {
            2 or 12 => PortMappingError.NotAuthorized,
            3 or 4 or 7 or 8 or 10 => PortMappingError.NoResources,
            11 => PortMappingError.Conflict,
            _ => PortMappingError.Unknown,
        };

    private Task<PmpAnswer?> AskStateAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        IsPcp
            ? AskAsync(PcpMessages.Announce(_route.LocalAddress), PcpMessages.ReadAnnounce, timeout, cancellationToken)
            : AskAsync(NatPmpMessages.AskAddress(), NatPmpMessages.ReadAddress, timeout, cancellationToken);

    private Task<PmpAnswer?> AskMapAsync(PortMappingRequest request, int externalPort, TimeSpan lifetime, CancellationToken cancellationToken) =>
        IsPcp
            ? AskAsync(
                PcpMessages.Map(_route.LocalAddress, _nonce, request.Port, externalPort, lifetime),
                datagram => PcpMessages.ReadMap(datagram, _nonce, request.Port),
                AnswerTimeout,
                cancellationToken
            )
            : AskAsync(
                NatPmpMessages.Map(ProtocolType.Udp, request.Port, externalPort, lifetime),
                datagram => NatPmpMessages.ReadMap(datagram, ProtocolType.Udp, request.Port),
                AnswerTimeout,
                cancellationToken
            );

    private Task<PmpAnswer?> AskAsync(byte[] question, ReadAnswer<PmpAnswer> read, TimeSpan timeout, CancellationToken cancellationToken) =>
        GatewayQuestions.AskAsync(_route.LocalAddress, _route.Pmp, question, read, timeout, _time, cancellationToken);

    private PortMappingException Refused(PmpAnswer? answer) =>
        answer is null
            ? new($"The router at {_route.Gateway} does not answer any more by {Protocol}.") { Error = PortMappingError.NoAnswer, Protocol = Protocol }
            : new($"The router at {_route.Gateway} refuses by {Protocol}: result {answer.Result}.")
            {
                Error = ErrorOf(answer.Result),
                Protocol = Protocol,
                Code = answer.Result,
            };
}

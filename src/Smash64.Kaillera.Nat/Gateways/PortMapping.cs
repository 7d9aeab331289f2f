using System.Threading.Channels;
using Smash64.Kaillera.Nat.Gateways;

namespace Smash64.Kaillera.Nat;

/// <summary>A UDP port of the router that leads to this machine, until it is disposed of.</summary>
/// <remarks>
/// It is renewed at half its lease, looked after in between, and made anew where the router has forgotten it. All members are safe for use by
/// several threads.
/// </remarks>
public sealed class PortMapping : IAsyncDisposable
{
    /// <summary>How many changes wait for a reader before the oldest are dropped: 64.</summary>
    private const int ChangeCapacity = 64;

    // A router that was restarted is silent for a while.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(3);

    private readonly IGatewayClient _gateway;
    private readonly PortMappingRequest _request;
    private readonly TimeSpan _checkInterval;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<PortMappingChange> _changes = Channel.CreateBounded<PortMappingChange>(
        new BoundedChannelOptions(ChangeCapacity) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly Task _keeping;
    private volatile GatewayLease _lease;
    private int _isDisposed;

    internal PortMapping(
        IGatewayClient gateway,
        IPAddress localAddress,
        PortMappingRequest request,
        GatewayLease lease,
        TimeSpan checkInterval,
        TimeProvider time
    )
    {
        _gateway = gateway;
        _request = request;
        _lease = lease;
        _checkInterval = checkInterval;
        _time = time;
        InternalEndPoint = new IPEndPoint(localAddress, request.Port);
        _keeping = KeepAsync(time.GetTimestamp());
    }

    /// <summary>Gets the address and port of the router, for sharing. The address is 0.0.0.0 where the router does not tell it.</summary>
    public IPEndPoint ExternalEndPoint => new(_lease.ExternalAddress ?? IPAddress.Any, _lease.ExternalPort);

    /// <summary>Gets to where it leads.</summary>
    public IPEndPoint InternalEndPoint { get; }

    /// <summary>Gets by which protocol it was made.</summary>
    public GatewayProtocol Via => _gateway.Protocol;

    /// <summary>Gets for how long it outlives this program if that dies; <see langword="null"/> for ever, where the router knows nothing else.</summary>
    public TimeSpan? Lease => _lease.Lifetime;

    /// <summary>Reads what becomes of it.</summary>
    /// <param name="cancellationToken">Ends the reading, not the mapping.</param>
    /// <returns>The changes from the first unread one on, until it was given back. Several readers share them out among themselves.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<PortMappingChange> ReadChangesAsync(CancellationToken cancellationToken = default) =>
        _changes.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Gives it back. A router that does not answer keeps it until its lease ends.</summary>
    /// <returns>A task that completes when the router has been told, within 3 seconds.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(LeaveTimeout, _time);
        try
        {
            await _gateway.UnmapAsync(_request, _lease, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Its lease ends it.
        }

        _changes.Writer.TryWrite(new PortMappingChange(PortMappingChangeKind.GivenBack, ExternalEndPoint));
        _changes.Writer.Complete();
        _closing.Dispose();
        _gateway.Dispose();
    }

    private async Task KeepAsync(long mappedAt)
    {
        var isLost = false;
        while (true)
        {
            await Task.Delay(UntilNext(mappedAt, isLost), _time, _closing.Token).ConfigureAwait(false);
            var isDue = _lease.Lifetime is { } lifetime && _time.GetElapsedTime(mappedAt) >= lifetime / 2;
            try
            {
                var isForgotten = !isLost && !await _gateway.StillHasAsync(_request, _lease, _closing.Token).ConfigureAwait(false);
                if (isDue || isLost || isForgotten)
                {
                    mappedAt = _time.GetTimestamp();
                    await RenewAsync(isForgotten || isLost).ConfigureAwait(false);
                    isLost = false;
                }
            }
            catch (PortMappingException e)
            {
                if (!isLost)
                {
                    _changes.Writer.TryWrite(new PortMappingChange(PortMappingChangeKind.Lost, ExternalEndPoint) { Reason = e.Message });
                }

                isLost = true;
            }
        }
    }

    private TimeSpan UntilNext(long mappedAt, bool isLost)
    {
        if (isLost)
        {
            return _checkInterval < RetryInterval ? _checkInterval : RetryInterval;
        }

        var untilRenewal = _lease.Lifetime is { } lifetime ? (lifetime / 2) - _time.GetElapsedTime(mappedAt) : _checkInterval;
        return untilRenewal <= TimeSpan.Zero ? TimeSpan.Zero
            : untilRenewal < _checkInterval ? untilRenewal
            : _checkInterval;
    }

    private async Task RenewAsync(bool isAnew)
    {
        var before = ExternalEndPoint;
        _lease = await _gateway.MapAsync(_request, _lease, _closing.Token).ConfigureAwait(false);
        var hasMoved = !ExternalEndPoint.Equals(before);
        _changes.Writer.TryWrite(
            new PortMappingChange(hasMoved || isAnew ? PortMappingChangeKind.MappedAnew : PortMappingChangeKind.Renewed, ExternalEndPoint)
            {
                Reason =
                    hasMoved ? $"It is {ExternalEndPoint} now, and was {before}."
                    : isAnew ? "The router had forgotten it, or was silent."
                    : string.Empty,
            }
        );
    }
}

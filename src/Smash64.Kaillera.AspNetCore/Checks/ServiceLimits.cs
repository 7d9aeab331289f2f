using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>
/// The framework's rate limiters, asked where the caller and the target are known. Not its middleware: a service that forgot
/// to add that would have no limits at all.
/// </summary>
internal sealed class ServiceLimits : IClientLimits, IDisposable
{
    /// <summary>More datagrams than a check sends, but for a greeting over a bad line.</summary>
    public const int DatagramsPerCheck = 40;

    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<ulong> _checks;
    private readonly PartitionedRateLimiter<ulong> _requests;
    private readonly PartitionedRateLimiter<object> _targets;
    private readonly ConcurrencyLimiter _inFlight;
    private readonly TokenBucketRateLimiter? _datagrams;

    public ServiceLimits(IOptions<KailleraApiOptions> options)
    {
        var limits = options.Value.Limits;
        _checks = PerMinute<ulong>(limits.ChecksPerClientPerMinute);
        _requests = PerMinute<ulong>(limits.RequestsPerClientPerMinute);
        _targets = PerMinute<object>(limits.ChecksPerTargetPerMinute);
        _inFlight = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limits.MaxChecksInFlight, QueueLimit = 0 });
        _datagrams = limits.MaxDatagramsPerSecond == 0 ? null : PerSecond(limits.MaxDatagramsPerSecond);
    }

    /// <inheritdoc/>
    public ValueTask<Refusal?> CountCheckAsync(Caller caller) =>
        ValueTask.FromResult(Count(_checks, caller.LimitKey, RefusalReason.TooManyChecks));

    /// <inheritdoc/>
    public ValueTask<Refusal?> CountRequestAsync(Caller caller) =>
        ValueTask.FromResult(Count(_requests, caller.LimitKey, RefusalReason.TooManyChecks));

    /// <summary>Counts a check against its target and takes a place for it.</summary>
    /// <param name="target">The address, or the connect code.</param>
    /// <param name="datagrams">How many datagrams it counts as.</param>
    /// <param name="place">The place, to be given back by disposing of it.</param>
    public Refusal? TakePlace(object target, int datagrams, out IDisposable? place)
    {
        place = null;
        var lease = _inFlight.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            return new Refusal(RefusalReason.AtCapacity, SoonAgain);
        }

        var refusal = Count(_targets, target, RefusalReason.TargetAskedTooOften) ?? CountDatagrams(datagrams);
        if (refusal is not null)
        {
            lease.Dispose();
            return refusal;
        }

        place = lease;
        return null;
    }

    public void Dispose()
    {
        _checks.Dispose();
        _requests.Dispose();
        _targets.Dispose();
        _inFlight.Dispose();
        _datagrams?.Dispose();
    }

    private static PartitionedRateLimiter<TKey> PerMinute<TKey>(int count)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key =>
            RateLimitPartition.GetTokenBucketLimiter(
                key,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = count,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / count,
                    QueueLimit = 0,
                }
            )
        );

    private static TokenBucketRateLimiter PerSecond(int count)
    {
        const int PeriodsPerSecond = 10;
        return new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(count, DatagramsPerCheck),
                TokensPerPeriod = Math.Max(1, count / PeriodsPerSecond),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PeriodsPerSecond,
                QueueLimit = 0,
            }
        );
    }

    private static Refusal? Count<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key, RefusalReason reason)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : new Refusal(reason, RetryAfter(lease));
    }

    private static TimeSpan RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : SoonAgain;

    /// <summary>Counts datagrams that a check sends beyond its first <see cref="DatagramsPerCheck"/>.</summary>
    public Refusal? CountDatagrams(int count)
    {
        if (_datagrams is null)
        {
            return null;
        }

        using var lease = _datagrams.AttemptAcquire(count);
        return lease.IsAcquired ? null : new Refusal(RefusalReason.AtCapacity, RetryAfter(lease));
    }
}

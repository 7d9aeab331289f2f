namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>A check that would be allowed, but not now.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RetryAfter">When to come back.</param>
internal sealed record Refusal(RefusalReason Reason, TimeSpan RetryAfter)
{
    /// <summary>Gets what is said while the service shuts down: another one is mostly up after so long.</summary>
    public static Refusal Stopping { get; } = new(RefusalReason.Stopping, TimeSpan.FromSeconds(10));

    /// <summary>Gets what <c>Retry-After</c> says: whole seconds, at least one.</summary>
    public int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));

    public string Message =>
        Reason switch
        {
            RefusalReason.TooManyChecks => $"Too many checks from your address: try again in {RetryAfterSeconds} s.",
            RefusalReason.TargetAskedTooOften => $"This address has been checked too often: try again in {RetryAfterSeconds} s.",
            RefusalReason.Stopping => $"The service is restarting: try again in {RetryAfterSeconds} s.",
            _ => $"The service is busy: try again in {RetryAfterSeconds} s.",
        };
}

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Where it is counted how often a client asks. In one process that is <see cref="ServiceLimits"/>.</summary>
internal interface IClientLimits
{
    /// <summary>Counts a check against its client.</summary>
    /// <returns>Why it is refused, or <see langword="null"/>.</returns>
    ValueTask<Refusal?> CountCheckAsync(Caller caller);

    /// <summary>Counts a request that sends nothing against its client.</summary>
    /// <returns>Why it is refused, or <see langword="null"/>.</returns>
    ValueTask<Refusal?> CountRequestAsync(Caller caller);
}

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Where a rendezvous server keeps claimed codes beyond its own end.</summary>
/// <remarks>One call at a time. A store that fails costs what it did not keep, never the server.</remarks>
public interface IConnectCodeStore
{
    /// <summary>Reads all claims, once, when the server starts.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The claims, in any order. Those that break a rule are passed over.</returns>
    Task<IReadOnlyList<ConnectCodeClaim>> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Keeps what has changed.</summary>
    /// <param name="kept">New claims and those that have changed.</param>
    /// <param name="gone">Codes that nobody has any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when it is kept.</returns>
    Task SaveAsync(IReadOnlyList<ConnectCodeClaim> kept, IReadOnlyList<ConnectCode> gone, CancellationToken cancellationToken = default);
}

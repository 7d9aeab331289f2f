namespace Smash64.Kaillera.Api;

/// <summary>
/// Asks a checker service by its typed API (<c>v1</c>), which says not only whether a host can be reached but why not, and what to do.
/// </summary>
/// <remarks>
/// Services that know the original's calls only are told apart at once, and once: the first call, and each later one of the
/// same client without asking again, is a <see cref="KailleraApiException"/> with <see cref="KailleraApiError.NotSupported"/>. Ask them by
/// <see cref="IKailleraApiClient.CheckP2PAsync"/>.
/// </remarks>
public interface IKailleraCheckClient
{
    /// <summary>Asks what the service is, and as whom it sees this machine.</summary>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="KailleraApiException">The service has no typed API, answered against its contract, or not in time.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheckService> GetServiceAsync(CancellationToken cancellationToken = default);

    /// <summary>Has a P2P host checked, and waits for the verdict.</summary>
    /// <param name="request">Which host. Its <see cref="P2PCheckRequest.Via"/> is not sent: this API has none.</param>
    /// <param name="cancellationToken">Gives up, and so stops the check.</param>
    /// <returns>The check, with its result. A host that does not answer is a result, not an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="KailleraApiException">
    /// The service has no typed API, refused (<see cref="KailleraApiException.ProblemCode"/> says why), answered against its contract, or
    /// not in time.
    /// </exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheck> CheckAsync(P2PCheckRequest request, CancellationToken cancellationToken = default);

    /// <summary>Begins a check, and does not wait for its verdict: <see cref="FollowAsync"/> tells it.</summary>
    /// <param name="request">Which host. Its <see cref="P2PCheckRequest.Via"/> is not sent: this API has none.</param>
    /// <param name="cancellationToken">Gives up. The check may go on.</param>
    /// <returns>The check, which is under way as a rule, and done where another caller's is shared.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="KailleraApiException">As for <see cref="CheckAsync"/>.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheck> StartAsync(P2PCheckRequest request, CancellationToken cancellationToken = default);

    /// <summary>Has the host of a connect code checked, and waits for the verdict.</summary>
    /// <param name="code">
    /// The code, 1 to 64 characters; the service says what codes it knows. <c>ConnectCode</c> of Smash64.Kaillera.Nat tells beforehand.
    /// </param>
    /// <param name="cancellationToken">Gives up, and so stops the check.</param>
    /// <returns>The check, with its result. A code that nobody hosts with is a result, not an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="code"/> is empty, longer than 64 characters, or holds control characters.</exception>
    /// <exception cref="KailleraApiException">
    /// As for <see cref="CheckAsync"/>; or the code is none (<c>invalid-code</c>), or the service looks none up (<c>no-codes</c>).
    /// </exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheck> CheckCodeAsync(string code, CancellationToken cancellationToken = default);

    /// <summary>Begins a check of a connect code, and does not wait for its verdict: <see cref="FollowAsync"/> tells it.</summary>
    /// <param name="code">The code, as for <see cref="CheckCodeAsync"/>.</param>
    /// <param name="cancellationToken">Gives up. The check may go on.</param>
    /// <returns>The check, which is under way as a rule, and done where another caller's is shared.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="code"/> is empty, longer than 64 characters, or holds control characters.</exception>
    /// <exception cref="KailleraApiException">As for <see cref="CheckCodeAsync"/>.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheck> StartCodeAsync(string code, CancellationToken cancellationToken = default);

    /// <summary>Reads a check as it stands.</summary>
    /// <param name="id">The check's <see cref="KailleraCheck.Id"/>.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>The check. Services keep one for two minutes after its end.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not an id: 1 to 128 letters, digits, <c>-</c> and <c>_</c>.</exception>
    /// <exception cref="KailleraApiException">As for <see cref="CheckAsync"/>; or there is no such check (<c>check-not-found</c>).</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraCheck> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Follows a check from its beginning to its end.</summary>
    /// <param name="id">The check's <see cref="KailleraCheck.Id"/>.</param>
    /// <param name="cancellationToken">Ends the following, not the check.</param>
    /// <returns>
    /// Progress, then the check with its result; of a host that let the service in, the check once more when the host is left. Whoever
    /// wants no more than the verdict stops at the first that <see cref="KailleraCheckUpdate.IsDone"/>.
    /// </returns>
    /// <remarks><see cref="KailleraApiClientOptions.Timeout"/> is for the wait from one of them to the next.</remarks>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not an id: 1 to 128 letters, digits, <c>-</c> and <c>_</c>.</exception>
    /// <exception cref="KailleraApiException">As for <see cref="GetAsync"/>; or the check came to no end.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<KailleraCheckUpdate> FollowAsync(string id, CancellationToken cancellationToken = default);
}

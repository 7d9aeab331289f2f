namespace Smash64.Kaillera.Api;

/// <summary>What a checker service found at a P2P host's address.</summary>
/// <remarks>
/// Every text comes from the service or from the host's player: characters that steer a terminal are replaced by
/// U+FFFD, and nothing else is promised about them. Escape them before they go into a page.
/// </remarks>
public sealed record P2PCheckResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="isResponding">Whether the host responded to the service.</param>
    /// <param name="message">The service's message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    public P2PCheckResult(bool isResponding, string message)
    {
        ArgumentNullException.ThrowIfNull(message);

        IsResponding = isResponding;
        Message = message;
    }

    /// <summary>Gets a value indicating whether the host responded to the service.</summary>
    public bool IsResponding { get; }

    /// <summary>Gets the service's message: <c>OK</c>, or <c>Unable to connect</c>.</summary>
    public string Message { get; }

    /// <summary>Gets the address the service tried, as the service writes it.</summary>
    /// <value>
    /// For <see cref="P2PCheckRequest.Self"/> the address the service saw. A text, since the service does not promise
    /// an address; <see langword="null"/> when it named none.
    /// </value>
    public string? Host { get; init; }

    /// <summary>
    /// Gets the UDP port the service tried, 0 to 65535, or <see langword="null"/> when it named none.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>
    /// Gets the name of the player who hosts, or <see langword="null"/> when the service did not learn it.
    /// </summary>
    /// <value>Can be there although the host does not respond: the service stopped half-way.</value>
    public string? User { get; init; }

    /// <summary>
    /// Gets the name of the hosted game, or <see langword="null"/> when the service did not learn it.
    /// </summary>
    /// <value>Can be there although the host does not respond: the service stopped half-way.</value>
    public string? Game { get; init; }
}

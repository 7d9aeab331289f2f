namespace Smash64.Kaillera.Api;

/// <summary>What a checker service found at a Kaillera server's address.</summary>
public sealed record ServerCheckResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="isResponding">Whether the server responded to the service.</param>
    /// <param name="message">The service's message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    public ServerCheckResult(bool isResponding, string message)
    {
        ArgumentNullException.ThrowIfNull(message);

        IsResponding = isResponding;
        Message = message;
    }

    /// <summary>Gets a value indicating whether the server responded to the service.</summary>
    public bool IsResponding { get; }

    /// <summary>Gets the service's message: a time such as <c>42ms</c>, or <c>Unable to connect</c>.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string Message { get; }

    /// <summary>Gets the time from the service's ping to the server's answer, in whole milliseconds.</summary>
    /// <value>
    /// The mean over the pings that were answered; <see langword="null"/> when the server did not respond, or the
    /// message is not ASCII digits followed by <c>ms</c>.
    /// </value>
    /// <remarks>From where the service stands, which is not where the player sits.</remarks>
    public TimeSpan? RoundTripTime { get; init; }
}

using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Makes the client of a checker service.</summary>
internal static class ServiceClient
{
    /// <summary>The longest an answer may be waited for.</summary>
    public static TimeSpan MaxTimeout => KailleraApiClientOptions.MaxTimeout;

    /// <summary>Gets how long an answer is waited for where nobody says.</summary>
    public static TimeSpan DefaultTimeout { get; } = new KailleraApiClientOptions().Timeout;

    /// <summary>Makes a client.</summary>
    /// <param name="http">Disposed of by the caller.</param>
    /// <param name="service">The service's address.</param>
    /// <param name="timeout">How long a call may take.</param>
    public static KailleraApiClient Create(HttpClient http, Uri service, TimeSpan timeout)
    {
        http.Timeout = Timeout.InfiniteTimeSpan; // the client has a deadline of its own
        var options = new KailleraApiClientOptions
        {
            BaseAddress = service,
            Via = "the kaillera command line",
            Timeout = timeout,
        };
        return new KailleraApiClient(http, options);
    }
}

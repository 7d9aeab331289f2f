using System.Diagnostics;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.Nat.Codes;

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
    public static KailleraApiClient Create(HttpClient http, Uri service, TimeSpan timeout) => new(http, Options(http, service, timeout));

    /// <summary>Makes a client of the typed API.</summary>
    /// <inheritdoc cref="Create"/>
    public static KailleraCheckClient CreateTyped(HttpClient http, Uri service, TimeSpan timeout) =>
        new(http, Options(http, service, timeout));

    /// <summary>Has a host checked: by the typed API, which tells why not, or by the original's call where the service has no other.</summary>
    /// <param name="http">Disposed of by the caller.</param>
    /// <param name="service">The service's address.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <param name="request">Which host.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CheckReport> CheckAsync(
        HttpClient http,
        Uri service,
        TimeSpan timeout,
        P2PCheckRequest request,
        CancellationToken cancellationToken
    )
    {
        var options = Options(http, service, timeout);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var check = await new KailleraCheckClient(http, options).CheckAsync(request, cancellationToken);
            return CheckReport.From(check, service, Stopwatch.GetElapsedTime(start));
        }
        catch (KailleraApiException e) when (e.Error == KailleraApiError.NotSupported)
        {
            var result = await new KailleraApiClient(http, options).CheckP2PAsync(request, cancellationToken);
            return CheckReport.From(result, request, service, Stopwatch.GetElapsedTime(start));
        }
    }

    /// <summary>Has the host of a connect code checked, which only the typed API can.</summary>
    /// <inheritdoc cref="CheckAsync(HttpClient, Uri, TimeSpan, P2PCheckRequest, CancellationToken)"/>
    /// <param name="code">Which host.</param>
    public static async Task<CheckReport> CheckAsync(
        HttpClient http,
        Uri service,
        TimeSpan timeout,
        ConnectCode code,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        var check = await CreateTyped(http, service, timeout).CheckCodeAsync(code.ToString(), cancellationToken);
        return CheckReport.From(check, service, Stopwatch.GetElapsedTime(start));
    }

    private static KailleraApiClientOptions Options(HttpClient http, Uri service, TimeSpan timeout)
    {
        http.Timeout = Timeout.InfiniteTimeSpan; // the client has a deadline of its own
        return new KailleraApiClientOptions
        {
            BaseAddress = service,
            Via = "the kaillera command line",
            Timeout = timeout,
        };
    }
}

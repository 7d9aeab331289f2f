using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace Smash64.Kaillera.Api;

/// <summary>Asks a checker service over HTTP.</summary>
/// <remarks>
/// <para>Calls may overlap. The client keeps no connection and no state of its own; the <see cref="HttpClient"/> stays
/// the caller's to dispose.</para>
/// <para>The service's address is the <see cref="HttpClient.BaseAddress"/> where the caller set one, else
/// <see cref="KailleraApiClientOptions.BaseAddress"/>. It is read once, when the client is created.</para>
/// </remarks>
public sealed class KailleraApiClient : IKailleraApiClient
{
    private const string HiddenTarget = "a hidden address";

    private readonly HttpClient _httpClient;
    private readonly KailleraApiClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Uri _baseAddress;
    private readonly ResiliencePipeline _repeats;

    /// <summary>Initializes a client with default settings.</summary>
    /// <param name="httpClient">
    /// Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The <see cref="HttpClient.BaseAddress"/> is not a service's.</exception>
    public KailleraApiClient(HttpClient httpClient)
        : this(httpClient, options: null) { }

    /// <summary>Initializes a client.</summary>
    /// <param name="httpClient">
    /// Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.
    /// </param>
    /// <param name="options">Settings, copied at once; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock of deadlines and waits; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Told of calls and faults, event ids 2000 to 2099; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// A setting breaks its rule, or the <see cref="HttpClient.BaseAddress"/> is not a service's. The message lists
    /// all that is wrong.
    /// </exception>
    public KailleraApiClient(
        HttpClient httpClient,
        KailleraApiClientOptions? options,
        TimeProvider? timeProvider = null,
        ILogger<KailleraApiClient>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(httpClient);

        _options = (options ?? new KailleraApiClientOptions()).Checked();

        if (httpClient.BaseAddress is { } own && KailleraApiClientOptions.FindBaseAddressError(own) is { } error)
        {
            throw new ArgumentException(error, nameof(httpClient));
        }

        _httpClient = httpClient;
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<KailleraApiClient>.Instance;
        _baseAddress = Normalise(httpClient.BaseAddress ?? _options.BaseAddress);
        _repeats = ApiRetries.CreatePipeline(_options, _time, LogRepeat);
    }

    /// <inheritdoc/>
    public Task<IPAddress?> GetIPAsync(CancellationToken cancellationToken = default) => CallAsync(ApiCalls.GetIP, cancellationToken);

    /// <inheritdoc/>
    public Task<P2PCheckResult> CheckP2PAsync(P2PCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return CallAsync(ApiCalls.CheckP2P(request, _options.Via), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ServerCheckResult> CheckServerAsync(IPEndPoint server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);

        return CallAsync(ApiCalls.CheckServer(ApiInput.ToServer(server, nameof(server))), cancellationToken);
    }

    // Without its last slash, a relative address would replace the last part of the path. And whoever copies an
    // address of the service may have left the folder of its calls on it.
    private static Uri Normalise(Uri address)
    {
        const string FolderAtEnd = $"/{ApiCalls.Folder}";
        var path = address.AbsolutePath.TrimEnd('/');
        path = path.EndsWith(FolderAtEnd, StringComparison.Ordinal) ? path[..^FolderAtEnd.Length] : path;
        return new UriBuilder(address) { Path = $"{path}/" }.Uri;
    }

    private static string NameReason(Exception fault) =>
        fault switch
        {
            KailleraApiException { StatusCode: { } status } => ((int)status).ToString(CultureInfo.InvariantCulture),
            HttpRequestException e => e.HttpRequestError.ToString(),
            _ => fault.GetType().Name,
        };

    private static KailleraApiException TimedOut(string endpoint, Exception cause) =>
        new($"The checker service did not answer {endpoint} in time.", cause) { Error = KailleraApiError.Timeout, Endpoint = endpoint };

    private async Task<T> CallAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        KailleraApiLog.Calling(_logger, call.Endpoint, _options.HideAddresses ? HiddenTarget : call.Target);

        var start = _time.GetTimestamp();
        using var deadline = new ApiDeadline(_options.Timeout, _time, cancellationToken);
        try
        {
            var answering = call.IsSafe
                ? ApiRetries.RunAsync(_repeats, deadline, token => TryOnceAsync(call, token))
                : TryOnceAsync(call, deadline.Token);
            var result = await answering.ConfigureAwait(false);

            KailleraApiLog.Answered(_logger, call.Endpoint, _time.GetElapsedTime(start));
            return result;
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested(); // the caller's token, not the linked one
            if (deadline.HasPassed || e.InnerException is TimeoutException)
            {
                KailleraApiLog.Failed(_logger, call.Endpoint, KailleraApiError.Timeout, status: null);
                throw TimedOut(call.Endpoint, deadline.LastFault ?? e);
            }

            throw; // somebody else's doing, such as HttpClient.CancelPendingRequests
        }
        catch (KailleraApiException e)
        {
            KailleraApiLog.Failed(_logger, call.Endpoint, e.Error, e.StatusCode);
            throw;
        }
        catch (HttpRequestException e)
        {
            KailleraApiLog.Unreachable(_logger, call.Endpoint, e.HttpRequestError);
            throw;
        }
    }

    private async Task<T> TryOnceAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        using var message = call.CreateMessage(_baseAddress, _httpClient);
        using var response = await _httpClient
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);

        var body = await ApiBody.ReadAsync(response, call.Endpoint, _options.MaxResponseLength, cancellationToken).ConfigureAwait(false);

        return call.Read(new ApiAnswer(call.Endpoint, response.StatusCode, body, FindRetryAfter(response)));
    }

    // RFC 9110, 10.2.3: seconds, or a date.
    private TimeSpan? FindRetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private void LogRepeat(Exception fault, int attempt, TimeSpan delay) =>
        KailleraApiLog.Repeating(_logger, NameReason(fault), attempt, delay);
}

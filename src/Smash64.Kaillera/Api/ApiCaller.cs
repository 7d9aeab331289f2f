using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly;

namespace Smash64.Kaillera.Api;

/// <summary>What every call of every client does around its question: address, deadline, repeats, log, faults.</summary>
internal sealed class ApiCaller
{
    private const string HiddenTarget = "a hidden address";

    private readonly HttpClient _httpClient;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Uri _baseAddress;
    private readonly ResiliencePipeline _repeats;

    /// <exception cref="ArgumentException">A setting breaks its rule, or the client's address is not a service's.</exception>
    public ApiCaller(HttpClient httpClient, KailleraApiClientOptions? options, TimeProvider? timeProvider, ILogger logger)
    {
        Options = (options ?? new KailleraApiClientOptions()).Checked();

        if (httpClient.BaseAddress is { } own && KailleraApiClientOptions.FindBaseAddressError(own) is { } error)
        {
            throw new ArgumentException(error, nameof(httpClient));
        }

        _httpClient = httpClient;
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger;
        _baseAddress = Normalise(httpClient.BaseAddress ?? Options.BaseAddress);
        _repeats = ApiRetries.CreatePipeline(Options, _time, LogRepeat);
    }

    /// <summary>Gets the settings, which nobody else can change.</summary>
    public KailleraApiClientOptions Options { get; }

    /// <summary>Gets the service's name or address, without its port.</summary>
    public string ServiceHost => _baseAddress.IdnHost;

    /// <summary>Makes a call, and reads its answer.</summary>
    public async Task<T> CallAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        using var deadline = Begin(call.Endpoint, call.Target, cancellationToken);
        var start = _time.GetTimestamp();
        var result = await WatchAsync(
                call.Endpoint,
                deadline,
                () =>
                    call.IsSafe
                        ? ApiRetries.RunAsync(_repeats, deadline, token => TryOnceAsync(call, token))
                        : TryOnceAsync(call, deadline.Token),
                cancellationToken
            )
            .ConfigureAwait(false);
        KailleraApiLog.Answered(_logger, call.Endpoint, _time.GetElapsedTime(start));
        return result;
    }

    /// <summary>Begins a call whose steps are watched one by one.</summary>
    public ApiDeadline Begin(string endpoint, string target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        KailleraApiLog.Calling(_logger, endpoint, Options.HideAddresses ? HiddenTarget : target);
        return new ApiDeadline(Options.Timeout, _time, cancellationToken);
    }

    /// <summary>Sends a call, and leaves its answer to be read.</summary>
    public async Task<HttpResponseMessage> OpenAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        using var message = call.CreateMessage(_baseAddress, _httpClient);
        return await _httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an answer to its end.</summary>
    public async Task<ApiAnswer> ReadAsync(string endpoint, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ApiBody.ReadAsync(response, endpoint, Options.MaxResponseLength, cancellationToken).ConfigureAwait(false);
        return new ApiAnswer(endpoint, response.StatusCode, body, FindRetryAfter(response));
    }

    /// <summary>Does one step of a call: whatever ends it is logged, and is what the contract says.</summary>
    public async Task<T> WatchAsync<T>(string endpoint, ApiDeadline deadline, Func<Task<T>> step, CancellationToken caller)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            caller.ThrowIfCancellationRequested(); // the caller's token, not the linked one
            if (deadline.HasPassed || e.InnerException is TimeoutException)
            {
                KailleraApiLog.Failed(_logger, endpoint, KailleraApiError.Timeout, status: null);
                throw TimedOut(endpoint, deadline.LastFault ?? e);
            }

            throw; // somebody else's doing, such as HttpClient.CancelPendingRequests
        }
        catch (KailleraApiException e)
        {
            KailleraApiLog.Failed(_logger, endpoint, e.Error, e.StatusCode);
            throw;
        }
        catch (HttpRequestException e)
        {
            KailleraApiLog.Unreachable(_logger, endpoint, e.HttpRequestError);
            throw;
        }
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

    private async Task<T> TryOnceAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(call, cancellationToken).ConfigureAwait(false);
        return call.Read(await ReadAsync(call.Endpoint, response, cancellationToken).ConfigureAwait(false));
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

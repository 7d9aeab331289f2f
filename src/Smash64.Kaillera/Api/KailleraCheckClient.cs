using System.Buffers;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Http;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Api;

/// <summary>Asks a checker service by its typed API, over HTTP.</summary>
/// <remarks>
/// Calls may overlap. Of the service the client remembers only whether it has the typed API; the <see cref="HttpClient"/> stays the
/// caller's to dispose. The service's address is found as by <see cref="KailleraApiClient"/>.
/// </remarks>
public sealed class KailleraCheckClient : IKailleraCheckClient
{
    private const int MaxIdLength = 128;
    private const int MaxCodeLength = 64;

    private static readonly SearchValues<char> IdLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private readonly ApiCaller _caller;
    private volatile KailleraApiException? _notSupported;
    private volatile bool _isSupported;

    /// <summary>Initializes a client with default settings.</summary>
    /// <param name="httpClient">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The <see cref="HttpClient.BaseAddress"/> is not a service's.</exception>
    public KailleraCheckClient(HttpClient httpClient)
        : this(httpClient, options: null) { }

    /// <summary>Initializes a client.</summary>
    /// <param name="httpClient">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.</param>
    /// <param name="options">Settings, copied at once; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock of deadlines and waits; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Told of calls and faults, event ids 2000 to 2099; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// A setting breaks its rule, or the <see cref="HttpClient.BaseAddress"/> is not a service's. The message lists all that is wrong.
    /// </exception>
    public KailleraCheckClient(
        HttpClient httpClient,
        KailleraApiClientOptions? options,
        TimeProvider? timeProvider = null,
        ILogger<KailleraCheckClient>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(httpClient);

        _caller = new ApiCaller(httpClient, options, timeProvider, logger ?? NullLogger<KailleraCheckClient>.Instance);
    }

    /// <inheritdoc/>
    public async Task<KailleraCheckService> GetServiceAsync(CancellationToken cancellationToken = default)
    {
        var service = await CallAsync(ApiCalls.GetService, cancellationToken).ConfigureAwait(false);
        return service.StunPort is { } port ? service with { StunServer = new DnsEndPoint(_caller.ServiceHost, port) } : service;
    }

    /// <inheritdoc/>
    public Task<KailleraCheck> CheckAsync(P2PCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return CallAsync(ApiCalls.StartCheck(request, respondsLater: false), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<KailleraCheck> StartAsync(P2PCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return CallAsync(ApiCalls.StartCheck(request, respondsLater: true), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<KailleraCheck> CheckCodeAsync(string code, CancellationToken cancellationToken = default) =>
        CallAsync(ApiCalls.StartCodeCheck(CheckedCode(code), respondsLater: false), cancellationToken);

    /// <inheritdoc/>
    public Task<KailleraCheck> StartCodeAsync(string code, CancellationToken cancellationToken = default) =>
        CallAsync(ApiCalls.StartCodeCheck(CheckedCode(code), respondsLater: true), cancellationToken);

    /// <inheritdoc/>
    public Task<KailleraCheck> GetAsync(string id, CancellationToken cancellationToken = default) =>
        CallAsync(ApiCalls.GetCheck(CheckedId(id)), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<KailleraCheckUpdate> FollowAsync(string id, CancellationToken cancellationToken = default) =>
        ReadEventsAsync(ApiCalls.GetEvents(CheckedId(id)), cancellationToken);

    // An id is a part of an address: nothing in it may lead elsewhere.
    private static string CheckedId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return id.Length <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(IdLetters)
            ? id
            : throw new ArgumentException($"An id has 1 to {MaxIdLength} letters, digits, - and _; this is none.", nameof(id));
    }

    // Which codes there are is the service's to say; this much holds for all.
    private static string CheckedCode(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return code.Length <= MaxCodeLength && KailleraText.Clean(code) == code
            ? code
            : throw new ArgumentException(
                $"A code has 1 to {MaxCodeLength} characters, none of them a control character; this is none.",
                nameof(code)
            );
    }

    private async Task<T> CallAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        ThrowIfNotSupported();
        try
        {
            var result = await _caller.CallAsync(call, cancellationToken).ConfigureAwait(false);
            _isSupported = true;
            return result;
        }
        catch (KailleraApiException e) when (!_isSupported && TellsThatThereIsNone(e))
        {
            _notSupported = e;
            throw NotSupported(e);
        }
    }

    // A page instead of an answer, or an answer to something else: what stands there is no typed API.
    private static bool TellsThatThereIsNone(KailleraApiException e) =>
        e.Error is KailleraApiError.NotSupported or KailleraApiError.NotJson or KailleraApiError.UnexpectedShape;

    private static KailleraApiException NotSupported(KailleraApiException cause) =>
        new("The checker service has no typed API: it knows the original's calls only, or none.", cause)
        {
            Error = KailleraApiError.NotSupported,
            Endpoint = cause.Endpoint,
            StatusCode = cause.StatusCode,
        };

    private void ThrowIfNotSupported()
    {
        if (_notSupported is { } known)
        {
            throw NotSupported(known);
        }
    }

    private async IAsyncEnumerable<KailleraCheckUpdate> ReadEventsAsync(
        ApiCall<KailleraCheck> call,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ThrowIfNotSupported();
        using var deadline = _caller.Begin(call.Endpoint, call.Target, cancellationToken);
        using var response = await _caller
            .WatchAsync(call.Endpoint, deadline, () => OpenEventsAsync(call, deadline.Token), cancellationToken)
            .ConfigureAwait(false);
        var content = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        var stream = new LimitedStream(
            content,
            _caller.Options.MaxResponseLength,
            () => ApiBody.TooLarge(call.Endpoint, response.StatusCode, _caller.Options.MaxResponseLength)
        );
        await using (stream.ConfigureAwait(false))
        {
            var updates = SseParser
                .Create(
                    stream,
                    (type, data) => new ApiAnswer(call.Endpoint, response.StatusCode, data.ToArray(), retryAfter: null).ReadEvent(type)
                )
                .EnumerateAsync(deadline.Token)
                .GetAsyncEnumerator(deadline.Token);
            await using (updates.ConfigureAwait(false))
            {
                var isDone = false;
                while (
                    await _caller
                        .WatchAsync(call.Endpoint, deadline, () => MoveNextAsync(updates, response, isDone), cancellationToken)
                        .ConfigureAwait(false)
                )
                {
                    deadline.Restart();
                    if (updates.Current.Data is { } update)
                    {
                        isDone |= update.IsDone;
                        yield return update;
                    }
                }
            }
        }
    }

    private async Task<HttpResponseMessage> OpenEventsAsync(ApiCall<KailleraCheck> call, CancellationToken cancellationToken)
    {
        var response = await _caller.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                call.Read(await _caller.ReadAsync(call.Endpoint, response, cancellationToken).ConfigureAwait(false)); // throws
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<bool> MoveNextAsync(
        IAsyncEnumerator<SseItem<KailleraCheckUpdate?>> updates,
        HttpResponseMessage response,
        bool isDone
    )
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false)
                || (isDone ? false : throw new IOException("The events ended before the check."));
        }
        catch (IOException e)
        {
            throw ApiBody.BrokeOff(e, response.StatusCode);
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>
/// Sends messages to the webhooks, each at its own pace, so that none keeps the watch or another waiting. A message is tried four
/// times; what can't be sent is dropped and logged, without the address, which is a secret.
/// </summary>
internal sealed partial class WebhookPost(
    IHttpClientFactory clients,
    IOptions<KailleraApiOptions> options,
    TimeProvider time,
    ILogger<WebhookPost> logger
) : IHostedService, IAsyncDisposable
{
    /// <summary>The name of the client, for applications that configure it.</summary>
    public const string ClientName = "Smash64.Kaillera.Webhooks";

    private const int MaxWaiting = 16;

    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Channel<WebhookMessage>> _queues = [];
    private Task _sending = Task.CompletedTask;
    private bool _isStopping; // a host stops and disposes of services, and not always in turn

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var webhooks = options.Value.History.Webhooks;
        _queues.AddRange(webhooks.Select((_, at) => Channel.CreateBounded<WebhookMessage>(Bounds(), _ => LogDropped(at))));
        _sending = Task.WhenAll(
            webhooks.Select((webhook, at) => Task.Run(() => SendAllAsync(at, webhook, _stopping.Token), cancellationToken))
        );
        return Task.CompletedTask;
    }

    /// <summary>Takes a message for all webhooks, and waits for none.</summary>
    public void Send(WebhookMessage message)
    {
        foreach (var queue in _queues)
        {
            queue.Writer.TryWrite(message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!Interlocked.Exchange(ref _isStopping, true))
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }

        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static BoundedChannelOptions Bounds() => new(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };

    private static bool MayPass(HttpStatusCode? status) =>
        status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task SendAllAsync(int number, KailleraApiWebhook webhook, CancellationToken cancellationToken)
    {
        await foreach (var message in _queues[number].Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await SendAsync(number, webhook, message, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(int number, KailleraApiWebhook webhook, WebhookMessage message, CancellationToken cancellationToken)
    {
        var body = message.Write(webhook.Format);
        for (var attempt = 0; ; attempt++)
        {
            var (status, retryAfter, fault) = await TryAsync(webhook.Url!, body, cancellationToken).ConfigureAwait(false);
            if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
            {
                return;
            }

            if (attempt == Waits.Length || !MayPass(status))
            {
                LogNotSent(number, status is { } answered ? $"status {(int)answered}" : fault, attempt + 1);
                return;
            }

            var wait = retryAfter is { } wanted && wanted > Waits[attempt] ? wanted : Waits[attempt];
            await Task.Delay(wait > MaxRetryAfter ? MaxRetryAfter : wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of an exception only its kind is told: the words of some hold the address.
    private async Task<(HttpStatusCode? Status, TimeSpan? RetryAfter, string Fault)> TryAsync(
        Uri url,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            using var client = clients.CreateClient(ClientName);
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            return (response.StatusCode, response.Headers.RetryAfter?.Delta, "");
        }
        catch (HttpRequestException e)
        {
            return (null, null, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, null, "no answer in time");
        }
    }

    [LoggerMessage(
        3306,
        LogLevel.Warning,
        "Webhook {Number} could not be told ({Fault}); the message is dropped after {Attempts} attempts."
    )]
    private partial void LogNotSent(int number, string fault, int attempts);

    [LoggerMessage(3307, LogLevel.Warning, "Webhook {Number} is too slow: a message is dropped.")]
    private partial void LogDropped(int number);
}

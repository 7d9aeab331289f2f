using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>HTTP with a router: no proxy, no redirects, two seconds, 64 KB; what breaks off counts as far as it came.</summary>
/// <param name="localAddress">From where: many routers map for the sender only.</param>
internal sealed class UpnpHttp(IPAddress localAddress) : IDisposable
{
    private const int MaxLength = 64 * 1_024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = Timeout,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(localAddress, context.DnsEndPoint, cancellationToken),
        }
    )
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Reads a description.</summary>
    /// <returns>What came, or <see langword="null"/>.</returns>
    public Task<UpnpReply?> GetAsync(Uri place, TimeProvider time, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, place), time, cancellationToken);

    /// <summary>Calls a service.</summary>
    /// <returns>What came, or <see langword="null"/>.</returns>
    public Task<UpnpReply?> CallAsync(Uri place, string service, string action, byte[] body, TimeProvider time, CancellationToken cancellationToken) =>
        SendAsync(
            () =>
            {
                var message = new HttpRequestMessage(HttpMethod.Post, place) { Content = new ByteArrayContent(body) };
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "\"utf-8\"" };
                message.Headers.TryAddWithoutValidation("SOAPAction", $"\"{service}#{action}\"");
                return message;
            },
            time,
            cancellationToken
        );

    private async Task<UpnpReply?> SendAsync(Func<HttpRequestMessage> create, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var message = create();
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return new UpnpReply((int)response.StatusCode, await ReadAsync(stream, either.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // The place is an address always: SSDP's answers with a name are refused.
    private static async ValueTask<Stream> ConnectAsync(IPAddress localAddress, DnsEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(localAddress, 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(place.Host), place.Port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<MemoryStream> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var chunk = new byte[4_096];
        try
        {
            int length;
            while (body.Length < MaxLength && (length = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Write(chunk, 0, (int)Math.Min(length, MaxLength - body.Length));
            }
        }
        catch (IOException)
        {
            // It announced more than it sent.
        }

        body.Position = 0;
        return body;
    }
}

/// <param name="Status">The status of HTTP.</param>
/// <param name="Body">What came, in memory.</param>
internal sealed record UpnpReply(int Status, MemoryStream Body);

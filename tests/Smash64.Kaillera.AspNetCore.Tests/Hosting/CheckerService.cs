using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>
/// A checker service on real Kestrel at a free loopback port. Unless a test says otherwise it may ask this machine and has no
/// limits that a test could meet.
/// </summary>
internal sealed class CheckerService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private CheckerService(WebApplication app, RecordingLoggerProvider log)
    {
        _app = app;
        Log = log;
        BaseAddress = new Uri(app.Urls.Single());
        Client = CreateClient();
    }

    public Uri BaseAddress { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, BaseAddress.Port);

    /// <summary>Gets a client that comes from 127.0.0.1.</summary>
    public HttpClient Client { get; }

    public RecordingLoggerProvider Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts one.</summary>
    /// <param name="configure">Changes settings.</param>
    /// <param name="build">Changes services and server.</param>
    /// <param name="map">Maps the service; by default at <c>/kaillera</c>.</param>
    public static async Task<CheckerService> StartAsync(
        Action<KailleraApiOptions>? configure = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? map = null
    )
    {
        var log = new RecordingLoggerProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddKailleraApi(Allow);
        builder.Services.Configure(configure ?? (static _ => { }));
        build?.Invoke(builder);
        var app = builder.Build();
        (map ?? (static app => app.MapKailleraApi())).Invoke(app);
        await app.StartAsync();
        return new CheckerService(app, log);
    }

    /// <summary>Makes the settings of a service that asks this machine and has no limits.</summary>
    public static void Allow(KailleraApiOptions options)
    {
        options.TargetPolicy = KailleraTargetPolicy.Any;
        options.Limits.ChecksPerClientPerMinute = 100_000;
        options.Limits.ChecksPerTargetPerMinute = 100_000;
        options.Limits.RequestsPerClientPerMinute = 1_000_000;
        options.Limits.MaxDatagramsPerSecond = 0;
    }

    /// <summary>
    /// Makes a client that comes from one of this machine's addresses, with requests as large as a browser's: they pay for all
    /// that a check may send.
    /// </summary>
    public HttpClient CreateClient(string from = "127.0.0.1")
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(from, cancellationToken),
        };
        var client = new HttpClient(handler) { BaseAddress = BaseAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Browser/5.0 ({new string('x', 500)})");
        _clients.Add(client);
        return client;
    }

    /// <summary>Opens a connection on which a test writes HTTP by hand.</summary>
    public async Task<NetworkStream> ConnectAsync(string from = "127.0.0.1", CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _app.DisposeAsync();
    }
}

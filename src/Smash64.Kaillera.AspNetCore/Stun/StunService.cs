using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.AspNetCore.Stun;

/// <summary>Runs the STUN server as long as the service runs, where a port is set.</summary>
internal sealed partial class StunService(IOptions<KailleraApiOptions> options, TimeProvider time, ILogger<StunService> logger)
    : IHostedService,
        IAsyncDisposable
{
    private StunServer? _server;

    /// <summary>Gets the port, or <see langword="null"/> where there is no server.</summary>
    public int? Port => _server?.EndPoints[0].Port;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Stun.Port is null)
        {
            return;
        }

        _server = await StunServer.StartAsync(options.Value.Stun.ToServerOptions(), time, cancellationToken).ConfigureAwait(false);
        Listening(logger, string.Join(", ", _server.EndPoints));
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Ends the server, also where the host goes without having stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    [LoggerMessage(3200, LogLevel.Information, "The STUN server listens on {EndPoints}.")]
    private static partial void Listening(ILogger logger, string endPoints);
}

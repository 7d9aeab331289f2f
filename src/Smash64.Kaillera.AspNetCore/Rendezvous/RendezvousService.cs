using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.Rendezvous;

/// <summary>Runs the rendezvous for connect codes and the relay for Autopunch as long as the service runs, where their ports are set.</summary>
internal sealed partial class RendezvousService(
    IOptions<KailleraApiOptions> options,
    TimeProvider time,
    IConnectCodeStore? store,
    ILogger<RendezvousService> logger
) : IHostedService, IAsyncDisposable
{
    private RendezvousServer? _codes;
    private AutopunchRelay? _relay;

    /// <summary>Gets the port for codes, or <see langword="null"/> where there is no rendezvous.</summary>
    public int? Port => _codes?.EndPoint.Port;

    /// <summary>Gets the relay's port, or <see langword="null"/> where there is none.</summary>
    public int? AutopunchPort => _relay?.EndPoint.Port;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value.Rendezvous;
        if (settings.Port is not null)
        {
            _codes = await StartCodesAsync(settings, cancellationToken).ConfigureAwait(false);
            CodesListening(logger, _codes.EndPoint.ToString());
        }

        if (settings.AutopunchPort is not null)
        {
            _relay = await AutopunchRelay.StartAsync(settings.ToRelayOptions(), time, cancellationToken).ConfigureAwait(false);
            RelayListening(logger, _relay.EndPoint.ToString());
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Ends both, also where the host goes without having stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _relay, null) is { } relay)
        {
            await relay.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _codes, null) is { } codes)
        {
            await codes.DisposeAsync().ConfigureAwait(false);
            if (codes.StoreFault is { } fault)
            {
                NotKept(logger, fault);
            }
        }
    }

    // A store of the application's own comes before the file.
    private async Task<RendezvousServer> StartCodesAsync(KailleraApiRendezvous settings, CancellationToken cancellationToken)
    {
        var kept = store ?? (string.IsNullOrEmpty(settings.Data) ? null : new SqliteCodeStore(settings.Data));
        try
        {
            return await RendezvousServer.StartAsync(settings.ToServerOptions(), kept, time, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw new InvalidOperationException(
                $"Rendezvous:{nameof(settings.Data)} can't be used: \"{settings.Data}\" is no file of codes, or can't be written: {e.Message}",
                e
            );
        }
    }

    [LoggerMessage(3210, LogLevel.Information, "The rendezvous for connect codes listens on {EndPoint}.")]
    private static partial void CodesListening(ILogger logger, string endPoint);

    [LoggerMessage(3211, LogLevel.Information, "The relay for Autopunch listens on {EndPoint}.")]
    private static partial void RelayListening(ILogger logger, string endPoint);

    [LoggerMessage(3212, LogLevel.Error, "Claimed codes could not be kept.")]
    private static partial void NotKept(ILogger logger, Exception fault);
}

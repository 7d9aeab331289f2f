using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.AspNetCore.Rendezvous;

/// <summary>
/// Runs the rendezvous for connect codes, the relay for Autopunch and the list of waiting games as long as the service runs, where their ports
/// are set.
/// </summary>
internal sealed partial class RendezvousService(
    IOptions<KailleraApiOptions> options,
    TimeProvider time,
    IConnectCodeStore? store,
    ILogger<RendezvousService> logger
) : IHostedService, IAsyncDisposable
{
    private readonly Meter _meter = new(ServiceTelemetry.MeterName);
    private RendezvousServer? _codes;
    private AutopunchRelay? _relay;
    private WaitingGamesServer? _list;
    private WaitingGamesPage? _page;

    /// <summary>Gets the port for codes, or <see langword="null"/> where there is no rendezvous.</summary>
    public int? Port => _codes?.EndPoint.Port;

    /// <summary>Gets the relay's port, or <see langword="null"/> where there is none.</summary>
    public int? AutopunchPort => _relay?.EndPoint.Port;

    /// <summary>Gets the port of the list, or <see langword="null"/> where there is none.</summary>
    public int? ListPort => _page?.EndPoint.Port;

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

        if (settings.ListPort is not null)
        {
            var list = await WaitingGamesServer.StartAsync(settings.ToListOptions(), time, cancellationToken).ConfigureAwait(false);
            _list = list;
            _page = WaitingGamesPage.Start(list.EndPoint.Address, list.EndPoint.Port, () => list.Games, time);
            ListListening(logger, list.EndPoint.ToString());
        }

        Measure();
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Ends all of them, also where the host goes without having stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (Interlocked.Exchange(ref _page, null) is { } page)
        {
            await page.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _list, null) is { } list)
        {
            await list.DisposeAsync().ConfigureAwait(false);
        }

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

    private void Measure()
    {
        Watch("hosts", "{host}", "Hosts that wait under a connect code.", () => _codes?.HostCount);
        if (_codes is not null)
        {
            _meter.CreateObservableCounter(
                "smash64.kaillera.service.rendezvous.joins",
                () => _codes?.JoinCount ?? 0,
                "{join}",
                "Joiners that were brought to a host."
            );
        }

        Watch("autopunch_sockets", "{socket}", "Sockets that announce themselves at the relay.", () => _relay?.SocketCount);
        Watch("waiting_games", "{game}", "Games in the list.", () => _list?.Games.Count);
    }

    private void Watch(string name, string unit, string description, Func<int?> count)
    {
        if (count() is not null)
        {
            _meter.CreateObservableGauge($"smash64.kaillera.service.rendezvous.{name}", () => count() ?? 0, unit, description);
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

    [LoggerMessage(3213, LogLevel.Information, "The list of waiting games listens on {EndPoint}.")]
    private static partial void ListListening(ILogger logger, string endPoint);

    [LoggerMessage(3212, LogLevel.Error, "Claimed codes could not be kept.")]
    private static partial void NotKept(ILogger logger, Exception fault);
}

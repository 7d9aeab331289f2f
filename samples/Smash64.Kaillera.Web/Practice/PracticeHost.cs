using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Web.Practice;

/// <summary>
/// A host in this process, for who has no emulator at hand: by its address, and by a connect code. It ends by itself, so that none is
/// forgotten.
/// </summary>
internal sealed class PracticeHost(RendezvousServer rendezvous, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private P2PHost? _host;
    private ConnectCodeSession? _session;
    private ITimer? _timer;

    public IPEndPoint? EndPoint => _host?.EndPoint;

    public ConnectCode? Code => _session?.Code;

    /// <summary>Starts it, unless it runs already.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _host ??= await StartOnUsualPortAsync(cancellationToken);
            _timer ??= time.CreateTimer(_ => _ = StopAsync(), null, Lifetime, Timeout.InfiniteTimeSpan);
            if (_session is null)
            {
                var server = new DnsEndPoint(rendezvous.EndPoint.Address.ToString(), rendezvous.EndPoint.Port);
                _session = await ConnectCodeSession.StartAsync(_host, new() { Rendezvous = server }, time, cancellationToken);
                await using var events = _session.ReadEventsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
                await events.MoveNextAsync(); // there is a code: the rendezvous is in this process, so that is a matter of milliseconds
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task StopAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_host is not null)
            {
                await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
                await _host.DisposeAsync();
                await _timer!.DisposeAsync();
                (_session, _host, _timer) = (null, null, null);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _turn.Dispose();
    }

    private static async Task<P2PHost> StartOnUsualPortAsync(CancellationToken cancellationToken)
    {
        var options = new P2PHostOptions
        {
            Address = IPAddress.Loopback,
            UserName = "Practice host",
            Game = "SMASH BROTHERS",
        };
        try
        {
            return await P2PHost.StartAsync(options, cancellationToken);
        }
        catch (SocketException)
        {
            // An emulator hosts there already: any other port will do.
            options.Port = 0;
            return await P2PHost.StartAsync(options, cancellationToken);
        }
    }
}

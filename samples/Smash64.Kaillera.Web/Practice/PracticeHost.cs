using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Web.Practice;

/// <summary>A host in this process, for who has no emulator at hand. It ends by itself, so that none is forgotten.</summary>
internal sealed class PracticeHost(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private P2PHost? _host;
    private ITimer? _timer;

    public IPEndPoint? EndPoint => _host?.EndPoint;

    public async Task<IPEndPoint> StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _host ??= await StartOnUsualPortAsync(cancellationToken);
            _timer ??= time.CreateTimer(_ => _ = StopAsync(), null, Lifetime, Timeout.InfiniteTimeSpan);
            return _host.EndPoint;
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
                await _host.DisposeAsync();
                await _timer!.DisposeAsync();
                (_host, _timer) = (null, null);
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

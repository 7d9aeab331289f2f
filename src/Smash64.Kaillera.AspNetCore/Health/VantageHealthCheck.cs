using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Health;

/// <summary>
/// Tells whether the vantage itself works: it hosts a game on the loopback address and checks it, with real datagrams. What
/// was found is good for some seconds, so that whoever polls costs nothing.
/// </summary>
internal sealed class VantageHealthCheck(IP2PProbe probe, TimeProvider time) : IHealthCheck, IDisposable
{
    public const string Name = "vantage";

    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (HealthCheckResult Result, long At)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < GoodFor)
            {
                return last.Result;
            }

            var result = await ProbeOwnHostAsync(cancellationToken).ConfigureAwait(false);
            _last = (result, time.GetTimestamp());
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<HealthCheckResult> ProbeOwnHostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var host = await P2PHost
                .StartAsync(
                    new P2PHostOptions
                    {
                        Address = IPAddress.Loopback,
                        Port = 0,
                        UserName = Name,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                var options = new P2PProbeOptions { Timeout = Patience, HideAddresses = true };
                var found = await probe.ProbeAsync(host.EndPoint, options, cancellationToken).ConfigureAwait(false);
                return found.Status == P2PProbeStatus.Responding
                    ? HealthCheckResult.Healthy("A host on this machine was checked and answered.")
                    : HealthCheckResult.Unhealthy($"A host on this machine was checked and found {found.Status}.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("A host on this machine could not be checked.", e);
        }
    }
}

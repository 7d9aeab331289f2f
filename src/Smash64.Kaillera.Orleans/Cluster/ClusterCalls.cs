using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Calls grains that may be on a replica which stops or has just died. Event ids 3100 to 3199.</summary>
internal sealed partial class ClusterCalls(TimeProvider time, ILogger<ClusterCalls> logger)
{
    /// <summary>Calls until there is an answer, for as long as it takes to find out that a replica is dead.</summary>
    /// <param name="call">What does no harm when it is done twice. No answer means that the replica is stopping.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, or <see langword="null"/> where there was none in time.</returns>
    public async ValueTask<TAnswer?> TryAsync<TAnswer>(Func<Task<TAnswer?>> call, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var start = time.GetTimestamp();
        do
        {
            if (await TryOnceAsync(call, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            await Task.Delay(ClusterTimes.Pause, time, cancellationToken).ConfigureAwait(false);
        } while (time.GetElapsedTime(start) < ClusterTimes.Patience);

        return null;
    }

    /// <summary>Calls once.</summary>
    /// <returns>The answer, or <see langword="null"/> where there was none, or the cluster could not give it.</returns>
    public async ValueTask<TAnswer?> TryOnceAsync<TAnswer>(Func<Task<TAnswer?>> call, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            return await call().WaitAsync(ClusterTimes.Response + ClusterTimes.Pause, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(e.GetType().Name, e.Message);
            return null;
        }
    }

    // Without the exception itself: while a replica is being found out, every call says the same.
    [LoggerMessage(3100, LogLevel.Warning, "Another replica did not answer, {Kind}: {Message}")]
    private partial void Failed(string kind, string message);
}

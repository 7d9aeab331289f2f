using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Smash64.Kaillera.Transport;

/// <summary>Asks many while their addresses are still being read, so many at a time, and streams the results as they come.</summary>
internal static class ResultStream
{
    /// <param name="targets">Whom to ask; may be lazy and endless. Read on one thread at a time.</param>
    /// <param name="askAsync">Asks one.</param>
    /// <param name="maxConcurrency">How many are asked at a time, and how many results wait for a slow reader.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async IAsyncEnumerable<TResult> RunAsync<TTarget, TResult>(
        IEnumerable<TTarget> targets,
        Func<TTarget, CancellationToken, Task<TResult>> askAsync,
        int maxConcurrency,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = Channel.CreateBounded<TResult>(maxConcurrency);
        var asking = AskAllAsync();
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            // Whoever stops reading early stops the asking.
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task AskAllAsync()
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxConcurrency, CancellationToken = stop.Token };
            try
            {
                await Parallel
                    .ForEachAsync(
                        targets,
                        parallel,
                        async (target, token) =>
                        {
                            var result = await askAsync(target, token).ConfigureAwait(false);
                            await results.Writer.WriteAsync(result, token).ConfigureAwait(false);
                        }
                    )
                    .ConfigureAwait(false);
                results.Writer.Complete();
            }
            catch (Exception e)
            {
                results.Writer.Complete(e);
            }
        }
    }
}

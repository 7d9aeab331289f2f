using System.Net;
using Polly;
using Polly.Retry;

namespace Smash64.Kaillera.Api;

/// <summary>When and after what wait a safe call is repeated.</summary>
internal static class ApiRetries
{
    private static readonly ResiliencePropertyKey<ApiDeadline> DeadlineKey = new("Smash64.Kaillera.Api.Deadline");

    /// <summary>Makes the pipeline that safe calls go through.</summary>
    /// <param name="options">How often and how fast.</param>
    /// <param name="time">Whose time the waits take.</param>
    /// <param name="onRetry">Told the fault, the number of the repeat from 1, and the wait before it.</param>
    public static ResiliencePipeline CreatePipeline(
        KailleraApiClientOptions options,
        TimeProvider time,
        Action<Exception, int, TimeSpan> onRetry
    )
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = options.MaxRetries,
                    Delay = options.RetryDelay,
                    MaxDelay = KailleraApiClientOptions.MaxRetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = static args =>
                        ValueTask.FromResult(
                            IsPassing(args.Outcome.Exception) && LeavesTime(args.Outcome.Exception, Deadline(args.Context))
                        ),

                    // Null means the strategy's own delay.
                    DelayGenerator = static args => ValueTask.FromResult(FindRequestedDelay(args.Outcome.Exception)),
                    OnRetry = args =>
                    {
                        var fault = args.Outcome.Exception!;
                        Deadline(args.Context).LastFault = fault;
                        onRetry(fault, args.AttemptNumber + 1, args.RetryDelay);
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>Runs a call through a pipeline made here.</summary>
    public static async Task<T> RunAsync<T>(ResiliencePipeline pipeline, ApiDeadline deadline, Func<CancellationToken, Task<T>> attempt)
    {
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            context.Properties.Set(DeadlineKey, deadline);
            return await pipeline
                .ExecuteAsync(
                    static async (context, attempt) => await attempt(context.CancellationToken).ConfigureAwait(false),
                    context,
                    attempt
                )
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ApiDeadline Deadline(ResilienceContext context) => context.Properties.GetValue(DeadlineKey, null!);

    // Faults that a moment later may be gone.
    private static bool IsPassing(Exception? fault) =>
        fault switch
        {
            HttpRequestException => true,
            KailleraApiException { Error: KailleraApiError.HttpStatus } e => e.StatusCode
                is HttpStatusCode.RequestTimeout
                    or HttpStatusCode.TooManyRequests
                    or >= HttpStatusCode.InternalServerError,
            _ => false,
        };

    // Coming back earlier than asked would be rude, and later than the deadline pointless.
    private static bool LeavesTime(Exception? fault, ApiDeadline deadline) =>
        FindRequestedDelay(fault) is not { } delay || delay < deadline.Remaining;

    private static TimeSpan? FindRequestedDelay(Exception? fault) =>
        fault is KailleraApiException { RetryAfter: { } delay } && delay > TimeSpan.Zero ? delay : null;
}

using System.Buffers;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Tells a check as server-sent events: all that has happened, what happens, and how it ended.</summary>
/// <param name="check">The check.</param>
/// <param name="show">Makes its final form.</param>
/// <param name="explainFailure">Says why it has none.</param>
internal sealed class CheckEvents(StoredCheck check, Func<CheckResource> show, Func<Problem> explainFailure) : IResult
{
    public const string ContentType = "text/event-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy must not wait for the end
        try
        {
            await SseFormatter
                .WriteAsync(
                    ReadAsync(httpContext.RequestAborted),
                    response.Body,
                    static (item, writer) => writer.Write(item.Data),
                    httpContext.RequestAborted
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The listener has gone; the check goes on.
        }
    }

    private static ProgressResource Show(P2PProbeProgress progress) =>
        new(
            progress.Stage switch
            {
                P2PProbeStage.Waiting => ProgressStage.Waiting,
                P2PProbeStage.Answered => ProgressStage.Answered,
                P2PProbeStage.Leaving => ProgressStage.Leaving,
                _ => ProgressStage.Asking,
            },
            Explanation.ToMilliseconds(progress.Elapsed) ?? 0,
            progress.DatagramsSent,
            progress.DatagramsReceived
        );

    private async IAsyncEnumerable<SseItem<byte[]>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            var hasEnded = check.Check.Outcome.IsCompleted; // asked first: what was reported before the end is told, too
            var (news, changed) = check.Check.ReadProgress(count);
            foreach (var progress in news)
            {
                yield return Item(
                    "progress",
                    ++count,
                    JsonSerializer.SerializeToUtf8Bytes(Show(progress), V1Json.Default.ProgressResource)
                );
            }

            if (news.Count > 0)
            {
                continue;
            }

            if (hasEnded)
            {
                break;
            }

            await Task.WhenAny(changed, check.Check.Outcome).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var outcome = check.Check.Outcome;
        if (!outcome.IsCompletedSuccessfully)
        {
            yield return Item(
                "failed",
                count + 1,
                JsonSerializer.SerializeToUtf8Bytes(explainFailure().ToResource(), V1Json.Default.ProblemResource)
            );
            yield break;
        }

        var isLeft = outcome.Result.IsLeft;
        yield return Item("result", count + 1, JsonSerializer.SerializeToUtf8Bytes(show(), V1Json.Default.CheckResource));
        if (!isLeft)
        {
            await outcome.Result.Result!.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
            yield return Item("left", count + 2, JsonSerializer.SerializeToUtf8Bytes(show(), V1Json.Default.CheckResource));
        }
    }

    private static SseItem<byte[]> Item(string type, int number, byte[] data) =>
        new(data, type) { EventId = number.ToString(CultureInfo.InvariantCulture) };
}

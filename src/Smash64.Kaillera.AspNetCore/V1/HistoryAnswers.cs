using System.Text.Json;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Makes the answers about histories, each once for all who ask until the next round.</summary>
internal sealed class HistoryAnswers(HistoryKeeper keeper) : IDisposable
{
    /// <summary>A month has some 200 KB; whoever asks for all servers' must not fill the memory.</summary>
    private const int MaxKept = 32;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string Server, string Span), TaggedAnswer> _made = [];
    private ServerEdition? _edition;

    public async Task<TaggedAnswer> GetAsync(ServerEdition edition, string server, HistorySpan span, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_edition, edition) || _made.Count == MaxKept)
            {
                _made.Clear();
                _edition = edition;
            }

            if (!_made.TryGetValue((server, span.Name), out var answer))
            {
                var series = await keeper.ReadAsync(server, span, cancellationToken).ConfigureAwait(false);
                var body = JsonSerializer.SerializeToUtf8Bytes(Show(server, span, series), V1Json.Default.HistoryResource);
                _made[(server, span.Name)] = answer = new TaggedAnswer(body);
            }

            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public static UptimeResource Show(Uptime uptime) => new(Share(uptime.Day), Share(uptime.Week), Share(uptime.Month));

    public void Dispose() => _turn.Dispose();

    // Never rounded up to a whole that was not reached.
    private static double? Share(double? share) => share is { } value ? Math.Floor(value * 10_000) / 10_000 : null;

    private static double? Milliseconds(Figures figures, int tenths) => figures.Answered > 0 ? tenths / 10.0 : null;

    private HistoryResource Show(string server, HistorySpan span, HistorySeries series) =>
        new(
            server,
            span.Name,
            HistoryTime.TimeOf(series.FromMinute),
            span.StepMinutes * 60,
            [.. series.Steps.Select(static step => step.Asked)],
            [.. series.Steps.Select(static step => step.Answered)],
            [.. series.Steps.Select(static step => step.Sent - step.Received)],
            [.. series.Steps.Select(static step => Milliseconds(step, step.Least))],
            [.. series.Steps.Select(static step => Milliseconds(step, step.Middle))],
            [.. series.Steps.Select(static step => Milliseconds(step, step.Most))],
            Show(keeper.UptimeOf(server))
        );
}

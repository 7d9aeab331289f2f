using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>A store whose disk fills up, or goes away, when a test says so.</summary>
internal sealed class FragileStore(IHistoryStore inner) : IHistoryStore
{
    /// <summary>Gets or sets what writing throws.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Gets or sets what reading throws.</summary>
    public Exception? ReadFailure { get; set; }

    public List<HistoryBatch> Written { get; } = [];

    public Task<HistoryStart> LoadAsync(int sinceMinute, int sinceSlot, CancellationToken cancellationToken) =>
        ReadFailure is null ? inner.LoadAsync(sinceMinute, sinceSlot, cancellationToken) : Task.FromException<HistoryStart>(ReadFailure);

    public async Task WriteAsync(HistoryBatch batch, CancellationToken cancellationToken)
    {
        if (WriteFailure is not null)
        {
            throw WriteFailure;
        }

        await inner.WriteAsync(batch, cancellationToken);
        Written.Add(batch);
    }

    public Task<IReadOnlyList<StepFigures>> ReadAsync(
        HistoryTable table,
        string server,
        int from,
        int to,
        CancellationToken cancellationToken
    ) =>
        ReadFailure is null
            ? inner.ReadAsync(table, server, from, to, cancellationToken)
            : Task.FromException<IReadOnlyList<StepFigures>>(ReadFailure);
}

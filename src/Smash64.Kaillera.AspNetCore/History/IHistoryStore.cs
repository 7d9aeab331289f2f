namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>Where history outlives the process. It keeps rows and reckons nothing; calls come one at a time.</summary>
internal interface IHistoryStore
{
    /// <summary>Reads what the service goes on from.</summary>
    /// <param name="sinceMinute">The first minute that is wanted; those whose slots have no figures yet are wanted anyway.</param>
    /// <param name="sinceSlot">The first slot that is wanted, summed up by hours.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<HistoryStart> LoadAsync(int sinceMinute, int sinceSlot, CancellationToken cancellationToken);

    /// <summary>Writes all of it or nothing. Rows that are there already are replaced.</summary>
    Task WriteAsync(HistoryBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads figures of one server, from one step, inclusive, to another, exclusive, in their order.</summary>
    Task<IReadOnlyList<StepFigures>> ReadAsync(HistoryTable table, string server, int from, int to, CancellationToken cancellationToken);
}

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Where checks are kept for those who know their ids. In one process that is <see cref="CheckStore"/>.</summary>
internal interface ICheckStore
{
    /// <summary>Keeps a check and gives it an id.</summary>
    /// <param name="ticket">The caller's share in the check.</param>
    /// <param name="caller">To whom it is explained.</param>
    ValueTask<StoredCheck> AddAsync(CheckTicket ticket, Caller caller);

    /// <summary>Finds a check.</summary>
    /// <param name="id">Whatever a stranger takes for an id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<CheckLookup> FindAsync(string id, CancellationToken cancellationToken);
}

/// <summary>What was found under an id: one of both, or nothing where there is no such check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Refusal">Why one that there was can't be told.</param>
internal readonly record struct CheckLookup(StoredCheck? Check, Refusal? Refusal);

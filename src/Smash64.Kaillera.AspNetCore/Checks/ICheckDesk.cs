namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Where it is known who is asked now, and what was found in the last seconds. In one process that is <see cref="CheckDesk"/>.</summary>
internal interface ICheckDesk
{
    /// <summary>Gets a value indicating whether this service is shutting down: what is under way then has no result.</summary>
    bool IsStopping { get; }

    /// <summary>Starts a check, or joins one of the same host.</summary>
    /// <param name="subject">A host that may be asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="requestSize">What his request weighed, in bytes.</param>
    /// <param name="directOnly">Whether he wants no other way tried than the direct one, as the original's contract does.</param>
    /// <param name="cancellationToken">Gives up before there is a check.</param>
    ValueTask<CheckStart> StartAsync(
        CheckSubject subject,
        Caller caller,
        int requestSize,
        bool directOnly,
        CancellationToken cancellationToken
    );
}

/// <summary>What became of the wish for a check: one of both.</summary>
/// <param name="Ticket">The check, joined: leave it by disposing of the ticket.</param>
/// <param name="Refusal">Why there is none.</param>
internal readonly record struct CheckStart(CheckTicket? Ticket, Refusal? Refusal);

using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Lets the grain of a host make its checks, and follows them from here.</summary>
internal sealed class ClusterDesk(CheckDesk desk, CheckStore store, IGrainFactory grains, ClusterCalls calls) : ICheckDesk
{
    /// <inheritdoc/>
    public bool IsStopping => desk.IsStopping;

    /// <inheritdoc/>
    public async ValueTask<CheckStart> StartAsync(
        CheckSubject subject,
        Caller caller,
        int requestSize,
        bool directOnly,
        CancellationToken cancellationToken
    )
    {
        if (IsStopping)
        {
            return new CheckStart(Ticket: null, Refusal.Stopping);
        }

        var target = grains.GetGrain<ITargetGrain>(subject.LimitKey.ToString()!);
        var message = StartMessage.Of(subject, caller, requestSize, directOnly);
        var answer = await calls.TryAsync(() => target.StartAsync(message), cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            null => new CheckStart(Ticket: null, Refusal.Stopping),
            { Refusal: { } refusal } => new CheckStart(Ticket: null, refusal.ToRefusal()),
            _ => new CheckStart(Follow(answer, subject, caller), Refusal: null),
        };
    }

    private CheckTicket Follow(StartAnswer answer, CheckSubject subject, Caller caller)
    {
        if (store.Find(answer.Id!) is { } here)
        {
            return here.Ticket; // the grain is on this replica
        }

        var mirror = new CheckMirror(desk, subject, caller, answer.IsShared, answer.Id!);
        mirror.Follow(grains.GetGrain<ICheckGrain>(answer.Id!), calls);
        return mirror.Ticket;
    }
}

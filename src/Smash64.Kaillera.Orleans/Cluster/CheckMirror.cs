using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>A check that another replica makes, as this one's callers see it: it goes on and ends as that one tells.</summary>
internal sealed class CheckMirror
{
    private readonly HostCheck _check;
    private readonly CancellationToken _stopping;
    private TaskCompletionSource<P2PProbeResult>? _left;
    private int _read;

    /// <param name="desk">This replica's desk, whose end is the mirror's.</param>
    /// <param name="subject">Whom the check asks.</param>
    /// <param name="caller">Who asked for it.</param>
    /// <param name="isShared">Whether somebody else had started it.</param>
    /// <param name="id">What it is kept under.</param>
    public CheckMirror(CheckDesk desk, CheckSubject subject, Caller caller, bool isShared, string id)
    {
        _stopping = desk.Stopping;
        _check = new HostCheck(subject, caller, logsIn: false, _stopping);
        Ticket = CheckTicket.TryTake(_check, caller, wantsRelay: false, isShared)!;
        Ticket.Id = id;
    }

    /// <summary>Gets the caller's share. When it is left, the check itself is left too.</summary>
    public CheckTicket Ticket { get; }

    private bool IsOver => _check.Outcome.IsCompleted && _left is null;

    /// <summary>Takes over what the check's own replica tells.</summary>
    public void Take(CheckNews news)
    {
        foreach (var progress in news.Progress)
        {
            _read++;
            ((IProgress<P2PProbeProgress>)_check).Report(progress.ToProgress());
        }

        if (news.Direct?.ToOutcome() is { } direct)
        {
            _check.TellDirect(direct);
        }

        if (news.Outcome is { } outcome)
        {
            Take(outcome);
        }
    }

    /// <summary>Goes on asking until there is nothing more to hear.</summary>
    public void Follow(ICheckGrain source, ClusterCalls calls) => _ = FollowAsync(source, calls);

    /// <summary>Ends it unseen.</summary>
    public void Drop() => _check.Lose();

    private async Task FollowAsync(ICheckGrain source, ClusterCalls calls)
    {
        try
        {
            var failures = 0;
            while (!IsOver)
            {
                // Whoever waited here may go away; behind the verdict nobody can.
                var isEnded = _check.Outcome.IsCompleted;
                var news = await calls
                    .TryOnceAsync(() => source.ReadAsync(_read, isEnded), isEnded ? _stopping : _check.Stop)
                    .ConfigureAwait(false);
                if (news is { IsKnown: true })
                {
                    failures = 0;
                    Take(news);
                }
                else if (news is not null || ++failures > 1)
                {
                    Lose();
                }
            }
        }
        catch (Exception)
        {
            // Nobody waits here any more, or this replica stops.
            Lose();
            await calls.TryOnceAsync(() => source.LeaveAsync(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Take(OutcomeMessage outcome)
    {
        if (_left is not null)
        {
            if (outcome is { IsLeft: true, Result: { } final })
            {
                _left.TrySetResult(final.ToResult());
                _left = null;
            }

            return;
        }

        switch (outcome)
        {
            case { IsLost: true }:
                _check.Lose();
                break;
            case { Result: not null, IsLeft: false }:
                _left = new TaskCompletionSource<P2PProbeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                var found = outcome.ToOutcome()!;
                _check.Complete(found with { Result = found.Result!.CompletedBy(_left.Task) });
                break;
            default:
                _check.Complete(outcome.ToOutcome());
                break;
        }
    }

    private void Lose()
    {
        if (_left is { } left)
        {
            // The verdict stands; only whether the host was left is not known.
            _left = null;
            left.TrySetResult(_check.Outcome.Result.Result!);
        }
        else
        {
            _check.Lose();
        }
    }
}

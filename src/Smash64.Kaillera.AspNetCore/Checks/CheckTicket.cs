namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>A caller's share in a check. Disposing of it leaves the check, and stops it if nobody else waits.</summary>
internal sealed class CheckTicket : IDisposable
{
    private int _isDisposed;

    private CheckTicket(HostCheck check, bool isShared)
    {
        Check = check;
        IsShared = isShared;
    }

    public HostCheck Check { get; }

    /// <summary>Gets a value indicating whether somebody else had started the check.</summary>
    public bool IsShared { get; }

    /// <summary>Gets or sets the id under which the check is kept already, or <see langword="null"/>.</summary>
    public string? Id { get; set; }

    /// <summary>Takes a share, or returns <see langword="null"/> if the check is just being given up.</summary>
    public static CheckTicket? TryTake(HostCheck check, Caller caller, bool wantsRelay, bool isShared) =>
        check.TryJoin(caller, wantsRelay) ? new CheckTicket(check, isShared) : null;

    /// <summary>Leaves the check when it ends, for somebody whose connection does not tell any more whether he waits.</summary>
    public void LeaveAtEnd() =>
        _ = Check.Outcome.ContinueWith(
            static (_, state) => ((CheckTicket)state!).Dispose(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Check.Leave();
        }
    }
}

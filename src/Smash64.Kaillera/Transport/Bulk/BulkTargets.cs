using System.Net;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Whom a bulk call asks next. One is taken from the input ahead of its time, since whom it is decides when that is.</summary>
/// <param name="input">Whom to ask.</param>
/// <param name="limits">Whom the rate is for.</param>
/// <param name="check">Throws what the caller is to see when somebody can't be asked.</param>
internal sealed class BulkTargets(IBulkInput input, BulkLimits limits, Action<IPEndPoint> check)
{
    private BulkTarget? _next;

    /// <summary>Gets what the input said when it was asked last.</summary>
    public BulkInputState LastState { get; private set; }

    public bool HaveNext => _next is not null;

    public bool HaveEnded => _next is null && LastState == BulkInputState.Ended;

    /// <summary>Gets a value indicating whether there is a next one and the rate is for it.</summary>
    public bool NextIsPaced => _next is { IsPaced: true };

    /// <summary>Looks who is next.</summary>
    /// <returns>Whether there is one now.</returns>
    /// <exception cref="ArgumentException">It can't be asked.</exception>
    public bool TryPeek()
    {
        if (_next is not null)
        {
            return true;
        }

        if (LastState == BulkInputState.Ended || (LastState = input.TryTake(out var endPoint)) != BulkInputState.Taken)
        {
            return false;
        }

        check(endPoint!);
        var remote = RemoteAddress.From(endPoint!);
        var isPaced = limits.DatagramsPerSecond > 0 && (limits.PacesLoopback || !remote.IsLoopback);
        _next = new BulkTarget(new IPEndPoint(endPoint!.Address, endPoint.Port), remote, isPaced); // its owner can change an end point
        return true;
    }

    /// <summary>Takes the one that was looked at.</summary>
    public BulkTarget Take()
    {
        var next = _next!.Value;
        _next = null;
        return next;
    }

    /// <summary>Takes no more from the input, and forgets the one that was looked at.</summary>
    public void End()
    {
        _next = null;
        LastState = BulkInputState.Ended;
    }
}

namespace Smash64.Kaillera.Orleans.Grains;

/// <summary>A check, by its id: what has happened, what happens, and how it ended. It lives on the replica that makes the check.</summary>
internal interface ICheckGrain : IGrainWithStringKey
{
    /// <summary>Tells what it is and all that has happened.</summary>
    Task<CheckDescription?> DescribeAsync();

    /// <summary>Tells what happens from a place in the row on, and waits some seconds for it.</summary>
    /// <param name="from">How much the caller has heard of its progress.</param>
    /// <param name="isEnded">Whether he knows the verdict, and waits until the host is left.</param>
    Task<CheckNews?> ReadAsync(int from, bool isEnded);

    /// <summary>Takes away the share of the caller who started or joined it under this id.</summary>
    Task<CheckNews?> LeaveAsync();
}

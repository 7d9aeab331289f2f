namespace Smash64.Kaillera.Nat;

/// <summary>Counts what addresses ask for in windows of time: so many for each, and in all. What it remembers is bounded.</summary>
/// <param name="window">How long a window is.</param>
/// <param name="perAddress">How many one address may have in a window.</param>
/// <param name="inAll">How many all may have in a window.</param>
internal sealed class AddressLimit(TimeSpan window, int perAddress, int inAll)
{
    /// <summary>Whoever comes when so many addresses have asked within a window gets nothing.</summary>
    private const int MaxAddresses = 65_536;

    private readonly Dictionary<IPAddress, int> _taken = [];
    private long _number;
    private int _takenInAll;

    /// <summary>Takes one, if there is one left.</summary>
    public bool TryTake(IPAddress address, TimeSpan now)
    {
        BeginWindow(now);
        var taken = _taken.GetValueOrDefault(address);
        if (taken >= perAddress || _takenInAll >= inAll || (taken == 0 && _taken.Count >= MaxAddresses))
        {
            return false;
        }

        _taken[address] = taken + 1;
        _takenInAll++;
        return true;
    }

    /// <summary>Tells whether an address has taken any in this window.</summary>
    public bool HasTaken(IPAddress address, TimeSpan now)
    {
        BeginWindow(now);
        return _taken.ContainsKey(address);
    }

    /// <summary>Tells whether more than half of what all may have is taken.</summary>
    public bool IsUnderPressure(TimeSpan now)
    {
        BeginWindow(now);
        return _takenInAll > inAll / 2;
    }

    private void BeginWindow(TimeSpan now)
    {
        var number = now.Ticks / window.Ticks;
        if (number != _number)
        {
            (_number, _takenInAll) = (number, 0);
            _taken.Clear();
        }
    }
}

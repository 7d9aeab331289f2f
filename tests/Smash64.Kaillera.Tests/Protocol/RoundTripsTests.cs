namespace Smash64.Kaillera.Tests.Protocol;

public sealed class RoundTripsTests
{
    [Fact]
    public void Add_Nothing_KnowsNothing()
    {
        new RoundTrips()
            .Should()
            .BeEquivalentTo(
                new { Count = 0, Minimum = (TimeSpan?)null, Mean = (TimeSpan?)null, Maximum = (TimeSpan?)null, Jitter = (TimeSpan?)null }
            );
    }

    [Fact]
    public void Add_SeveralTimes_SumsThemUpInTheirOrder()
    {
        var times = new RoundTrips();

        foreach (var milliseconds in new[] { 30, 10, 20, 40 })
        {
            times.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        times
            .Should()
            .BeEquivalentTo(
                new
                {
                    Count = 4,
                    Minimum = TimeSpan.FromMilliseconds(10),
                    Mean = TimeSpan.FromMilliseconds(25),
                    Maximum = TimeSpan.FromMilliseconds(40),
                    Jitter = TimeSpan.FromMilliseconds(50) / 3,
                }
            );
    }
}

using Smash64.Kaillera.Console.Commands;

namespace Smash64.Kaillera.Console.Tests;

public sealed class HostNewsTests
{
    private readonly List<HostHappening> _told = [];
    private readonly HostNews _news;

    public HostNewsTests() => _news = new HostNews(_told.Add);

    [Fact]
    public void Flood_OfOnePeer_IsToldAtOnceAndThenOnceASecondWithItsCount()
    {
        for (var i = 0; i < 30_000; i++)
        {
            Add(i / 10.0, "203.0.113.7:1"); // three seconds
        }

        _news.TellAll();

        _told.Count.Should().BeInRange(3, 5);
        _told[0].Count.Should().Be(1, "the first is told at once");
        _told.Sum(happening => happening.Count).Should().Be(30_000);
    }

    [Fact]
    public void Event_ThatDiffers_IsToldAtOnce()
    {
        Add(0, "203.0.113.7:1");
        Add(1, "203.0.113.7:2");
        Add(2, "203.0.113.7:1", "request");
        Add(3, "203.0.113.7:1");

        _told.Select(happening => happening.Peer).Should().Equal("203.0.113.7:1", "203.0.113.7:2", "203.0.113.7:1");
    }

    [Fact]
    public void Event_ThatComesAgainMuchLater_IsToldAtOnce()
    {
        Add(0, "203.0.113.7:1");
        _news.Tell(TimeSpan.FromSeconds(5));
        Add(6_000, "203.0.113.7:1");

        _told.Select(happening => happening.Count).Should().Equal(1, 1);
    }

    [Fact]
    public void Flood_OfManyPeers_KeepsNoMoreThanAThousandAndLosesNone()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Add(0, $"203.0.113.7:{i % 2_500}");
        }

        _news.TellAll();

        _told.Sum(happening => happening.Count).Should().Be(5_000);
    }

    private void Add(double milliseconds, string peer, string kind = "knock") =>
        _news.Add(
            new HostHappening { Event = kind, ElapsedMs = milliseconds, Peer = peer, User = null, Client = null, Text = null, TimedOut = false },
            TimeSpan.FromMilliseconds(milliseconds)
        );
}

using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Tests.Transport;

public sealed class DatagramBudgetTests
{
    [Fact]
    public async Task EnterAsync_WithinTheRate_SpacesEvenly()
    {
        var clock = new ManualTimeProvider();
        var budget = new DatagramBudget(10, clock);
        await budget.EnterAsync(default);
        var second = budget.EnterAsync(default);

        clock.Advance(TimeSpan.FromMilliseconds(99));
        second.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await second;
    }

    [Fact]
    public async Task Spend_BeyondTheRate_DelaysTheNextToBegin()
    {
        var clock = new ManualTimeProvider();
        var budget = new DatagramBudget(10, clock);
        await budget.EnterAsync(default);

        budget.Spend(9);

        var next = budget.EnterAsync(default);
        clock.Advance(TimeSpan.FromMilliseconds(900));
        next.IsCompleted.Should().BeFalse("ten datagrams are a second's worth");
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await next;
    }

    [Fact]
    public async Task EnterAsync_AfterAQuietTime_OwesNoBurst()
    {
        var clock = new ManualTimeProvider();
        var budget = new DatagramBudget(10, clock);
        clock.Advance(TimeSpan.FromHours(1));
        await budget.EnterAsync(default);

        budget.EnterAsync(default).IsCompleted.Should().BeFalse("slots that were not used are gone");
    }
}

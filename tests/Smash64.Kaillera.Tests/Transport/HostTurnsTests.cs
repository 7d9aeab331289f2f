using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Tests.Transport;

public sealed class HostTurnsTests
{
    [Fact]
    public async Task TakeAsync_SameHost_WaitsForTheTurnBefore()
    {
        var first = await HostTurns.TakeAsync(Host(1), default);
        var second = HostTurns.TakeAsync(Host(1), default);
        second.IsCompleted.Should().BeFalse();

        first.Pass(TimeSpan.Zero, TimeProvider.System);

        (await second).Pass(TimeSpan.Zero, TimeProvider.System);
    }

    [Fact]
    public async Task Pass_WithAPause_KeepsTheHostUntilItIsOver()
    {
        var clock = new ManualTimeProvider();
        (await HostTurns.TakeAsync(Host(2), default)).Pass(TimeSpan.FromSeconds(1), clock);
        var next = HostTurns.TakeAsync(Host(2), default);

        clock.Advance(TimeSpan.FromSeconds(0.9));
        next.IsCompleted.Should().BeFalse("the host reopens its socket");
        clock.Advance(TimeSpan.FromSeconds(0.1));

        (await next).Pass(TimeSpan.Zero, clock);
    }

    [Fact]
    public async Task TakeAsync_OtherHost_DoesNotWait()
    {
        var one = await HostTurns.TakeAsync(Host(3), default);
        var other = await HostTurns.TakeAsync(Host(4), default);

        one.Pass(TimeSpan.Zero, TimeProvider.System);
        other.Pass(TimeSpan.Zero, TimeProvider.System);
    }

    [Fact]
    public async Task TakeAsync_Cancelled_GivesUpItsPlace()
    {
        using var cancellation = new CancellationTokenSource();
        var first = await HostTurns.TakeAsync(Host(5), default);
        var cancelled = HostTurns.TakeAsync(Host(5), cancellation.Token);
        var third = HostTurns.TakeAsync(Host(5), default);

        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>();
        first.Pass(TimeSpan.Zero, TimeProvider.System);

        (await third).Pass(TimeSpan.Zero, TimeProvider.System);
    }

    // Addresses of their own, since turns are common to the whole process.
    private static IPEndPoint Host(int number) => new(IPAddress.Parse("192.0.2.1"), number);
}

using Smash64.Kaillera.AspNetCore.Callers;
using static Smash64.Kaillera.AspNetCore.Tests.Checks.Desk;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class CheckDeskRaceTests
{
    private const int Rounds = 2_000;

    [Fact]
    public async Task StartAndLeave_ByManyAtOnce_LosesNoResultAndNoPlace()
    {
        const int Hosts = 3;
        using var desk = new Desk(options => options.Limits.MaxChecksInFlight = Hosts * 4);
        using var ends = new CancellationTokenSource();
        var answering = AnswerAsync(desk.Probe, ends.Token);

        await Task.WhenAll(new[] { Anna, Bert, Carl }.Select((caller, index) => Task.Run(() => VisitAsync(desk, caller, index, Hosts))));
        await ends.CancelAsync();
        await answering;

        await desk.Checks.StopAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        desk.Time.TimerCount.Should().Be(0, "no check is left with its deadline, and none that waits to be forgotten");
        var limits = desk.Get<ServiceLimits>();
        for (var i = 0; i < Hosts * 4; i++)
        {
            limits.TakePlace(Host.Address, 1, out _).Should().BeNull("every place was given back");
        }

        limits.TakePlace(Host.Address, 1, out _).Should().NotBeNull("and none twice");
    }

    [Fact]
    public async Task Leave_WhileTheProbeEnds_EndsEitherWay()
    {
        using var desk = new Desk();
        for (var i = 0; i < Rounds; i++)
        {
            var ticket = desk.Start(Anna);
            var call = await desk.Probe.NextCallAsync();
            var (ended, left) = (Task.Run(() => TryFind(call)), Task.Run(ticket.Dispose));
            await Task.WhenAll(ended, left);

            await ticket.EndAnyhowAsync();
            ticket.Check.Outcome.IsFaulted.Should().BeFalse();
        }
    }

    // Joins, and mostly leaves before the end: what is waited for must come, and nothing else than a result.
    private static async Task VisitAsync(Desk desk, Caller caller, int seed, int hosts)
    {
        var random = new Random(seed);
        for (var i = 0; i < Rounds; i++)
        {
            var host = new CheckSubject(new IPEndPoint(Host.Address, 2_000 + random.Next(hosts)));
            using var ticket = desk.Checks.Start(host, caller, 800, directOnly: false, out var refusal);
            if (ticket is null)
            {
                refusal!.Reason.Should().Be(RefusalReason.AtCapacity);
                await Task.Yield();
            }
            else if (random.Next(3) == 0)
            {
                (await ticket.EndAsync()).Result.Should().NotBeNull("whoever waits is not stopped by others who leave");
            }
        }
    }

    private static async Task AnswerAsync(ScriptedProbe probe, CancellationToken ends)
    {
        while (!ends.IsCancellationRequested)
        {
            while (probe.TryTakeCall() is { } call)
            {
                TryFind(call);
            }

            await Task.Yield();
        }
    }

    private static void TryFind(ScriptedCall call) => call.TryFind(P2PProbeStatus.NoResponse);
}

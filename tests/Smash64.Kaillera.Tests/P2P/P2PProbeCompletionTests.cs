using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.P2P;

/// <summary>What comes behind the verdict, over real sockets and a clock that a test moves.</summary>
public sealed class P2PProbeCompletionTests : IDisposable
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };

    private readonly ManualTimeProvider _clock = new();

    /// <summary>Lets the pause behind a login pass: another test may be given the same port, and would wait for it for ever.</summary>
    public void Dispose() => _clock.Advance(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task ProbeAsync_HostThatGaveItsSeat_TellsVerdictAndNamesBeforeItIsLeft()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        var probe = new P2PProbe(Identify, _clock);

        var result = await probe.ProbeAsync(host.EndPoint); // the clock stands still: no EXIT is due

        result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, HostName = "Jos\u00E9", Game = "SMASHREMIX1.5.2" });
        result.RoundTripTime.Should().NotBeNull();
        result.Completion.IsCompleted.Should().BeFalse("the host is not left yet");
        var end = await AdvanceUntilAsync(_clock, result.Completion);
        end.DatagramsSent.Should().BeGreaterThan(result.DatagramsSent);
        end.BytesSent.Should().BeGreaterThan(result.BytesSent);
        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so");
    }

    [Fact]
    public async Task ProbeAsync_HostIsBeingLeft_SecondProbeWaitsUntilItIsAndForThePause()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        var probe = new P2PProbe(Identify, _clock);
        var first = await probe.ProbeAsync(host.EndPoint);

        var second = probe.ProbeAsync(host.EndPoint);
        await AdvanceUntilAsync(_clock, first.Completion);
        second.IsCompleted.Should().BeFalse("the pause behind a login has begun only now");
        _clock.AdvanceToNextTimer();
        await second; // the clock stands still again: the host's answers take no time

        await AdvanceUntilAsync(_clock, (await second).Completion);
        var kinds = await host.ReadEventsAsync().Take(4).Select(happened => happened.Kind).ToListAsync();
        kinds.Should().Equal(P2PHostEventKind.Request, P2PHostEventKind.Left, P2PHostEventKind.Request, P2PHostEventKind.Left);
    }

    [Fact]
    public async Task DisposeAsync_HostIsBeingLeft_WaitsForThat()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        var probe = new P2PProbe(Identify, _clock);
        var result = await probe.ProbeAsync(host.EndPoint);

        var disposing = probe.DisposeAsync().AsTask();

        disposing.IsCompleted.Should().BeFalse("the host is not left yet");
        await AdvanceUntilAsync(_clock, disposing);
        result.Completion.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task ProbeAsync_CancelledBehindTheVerdict_StillLeavesTheHost()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        using var cancellation = new CancellationTokenSource();
        var result = await new P2PProbe(Identify, _clock).ProbeAsync(host.EndPoint, cancellation.Token);

        await cancellation.CancelAsync();

        await AdvanceUntilAsync(_clock, result.Completion);
        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so");
    }

    [Fact]
    public async Task ProbeAsync_NamesThatLag_AreWaitedFor()
    {
        using var host = UdpPort.Bind();
        var probing = new P2PProbe(Identify, _clock).ProbeAsync((IPEndPoint)host.LocalEndPoint!);
        var request = await host.ReceiveFromAsync(new byte[2_048], new IPEndPoint(IPAddress.Any, 0));

        await host.SendToAsync(PingOfAHost(), request.RemoteEndPoint);
        await HearAsync(host, Kaillera.P2P.Protocol.P2PInstructionType.Ping); // asks again for the names

        probing.IsCompleted.Should().BeFalse("there is a seat, and no name yet");
        var result = await AdvanceUntilAsync(_clock, probing);
        result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, HostName = (string?)null });
        await AdvanceUntilAsync(_clock, result.Completion);
    }

    [Fact]
    public async Task Completion_NothingToLeave_IsCompleteWithTheResultItself()
    {
        var result = await new P2PProbe().ProbeAsync(UdpPort.FindClosed());

        result.Completion.IsCompleted.Should().BeTrue();
        (await result.Completion).Should().BeSameAs(result);
    }

    [Fact]
    public async Task Completion_OfTwoEqualResults_DoesNotTellThemApart()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        await using var probe = new P2PProbe(Identify);
        var result = await probe.ProbeAsync(host.EndPoint);
        var end = await result.Completion;

        var same = end with { DatagramsSent = result.DatagramsSent, BytesSent = result.BytesSent, DatagramsReceived = result.DatagramsReceived };

        same.Should().Be(result);
        same.GetHashCode().Should().Be(result.GetHashCode());
    }

    private static async Task<T> AdvanceUntilAsync<T>(ManualTimeProvider clock, Task<T> task)
    {
        await AdvanceUntilAsync(clock, (Task)task);
        return await task;
    }

    // From alarm to alarm, but not into the pause behind a login, which would let the next probe begin beside a clock that runs.
    private static async Task AdvanceUntilAsync(ManualTimeProvider clock, Task task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, clock.WaitForTimersAsync(1));
            if (clock.UntilNextTimer is { } next && next < TimeSpan.FromMilliseconds(500))
            {
                clock.Advance(next);
            }
            else
            {
                await task;
            }
        }
    }
}

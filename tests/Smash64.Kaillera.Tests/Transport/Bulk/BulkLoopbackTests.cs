using Smash64.Kaillera.Benchmarks.Network;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

/// <summary>Thousands of hosts over real UDP sockets: all of 127.0.0.0/8 answers, every fifth address is silent.</summary>
public sealed class BulkLoopbackTests
{
    private const int Many = 20_000;
    private const double Loss = 0.10; // of the questions, and again of the answers
    private const string LinuxOnly = "Only Linux answers for all of 127.0.0.0/8.";

    // Longer than the default: a machine that has no time for this test must still come to its repeats.
    private static readonly P2PProbeOptions Knock = new()
    {
        Mode = P2PProbeMode.Knock,
        Timeout = TimeSpan.FromSeconds(8),
        MaxDatagramsPerSecond = 0,
    };

    [SkippableFact]
    public async Task ProbeManyAsync_TwentyThousandHostsAndLoss_GivesEachItsOwnRightVerdictOnce()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), LinuxOnly);
        using var responder = new LoopbackResponder(loss: Loss);
        await using var probe = new P2PProbe(Knock);
        var results = new List<P2PProbeResult>();

        await foreach (var result in probe.ProbeManyAsync(MakeHosts(Many, responder.Port)))
        {
            results.Add(result);
        }

        Verify(results, Many);
    }

    [SkippableFact]
    public void Probe_TwentyThousandHostsAndLossOverTheManagedPump_GivesEachItsOwnRightVerdictOnce()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), LinuxOnly);
        using var responder = new LoopbackResponder(loss: Loss);
        // All answer: silence takes its time, and is the same there.
        var results = ManagedBulk.Probe(MakeHosts(Many, responder.Port, isMixed: false), Knock).ToList();

        Verify(results, Many);
    }

    [SkippableFact]
    public async Task ProbeManyAsync_LoginsAndLoss_TakesNobodyForAnother()
    {
        const int Count = 1_000;
        Skip.IfNot(OperatingSystem.IsLinux(), LinuxOnly);
        using var responder = new LoopbackResponder(loss: Loss);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Timeout = Knock.Timeout, MaxDatagramsPerSecond = 0 });
        var named = 0;

        await foreach (var result in probe.ProbeManyAsync(MakeHosts(Count, responder.Port).Where(static host => !IsSilent(host))))
        {
            result.Status.Should().Be(P2PProbeStatus.Responding);
            named += result.HostName is null ? 0 : 1;
            (result.HostName ?? result.EndPoint.Address.ToString()).Should().Be(result.EndPoint.Address.ToString());
        }

        named.Should().BeGreaterThan(Count / 2);
    }

    [SkippableFact]
    public async Task ProbeManyAsync_CancelledByAReaderThatIsSlowerThanTheAnswers_Ends()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), LinuxOnly);
        using var responder = new LoopbackResponder();
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Knock, MaxConcurrency = 16, MaxDatagramsPerSecond = 0 });
        using var cancellation = new CancellationTokenSource();
        var (begun, read, readWhenCancelled) = (0, 0, 0);

        var reading = async () =>
        {
            await foreach (var result in probe.ProbeManyAsync(Endless(), cancellationToken: cancellation.Token))
            {
                // Only as fast as new ones are asked, and so never without a result to read, until nobody is asked any more.
                var seen = Volatile.Read(ref begun);
                SpinWait.SpinUntil(() => Volatile.Read(ref begun) > seen, TimeSpan.FromMilliseconds(5));
                if (++read == 100)
                {
                    readWhenCancelled = read;
                    await cancellation.CancelAsync();
                }

                read.Should().BeLessThan(2_000, "only what was known is still given out");
            }
        };

        await reading.Should().ThrowAsync<OperationCanceledException>();
        readWhenCancelled.Should().Be(100);

        IEnumerable<IPEndPoint> Endless()
        {
            for (var number = 0; ; number++)
            {
                Interlocked.Increment(ref begun);
                yield return new IPEndPoint(LoopbackResponder.GetAddress(number % 50_000, isMixed: false), responder.Port);
            }
        }
    }

    [SkippableFact]
    public async Task PingManyAsync_ManyServersAndLoss_GivesEachItsOwnResultOnce()
    {
        const int Count = 5_000;
        Skip.IfNot(OperatingSystem.IsLinux(), LinuxOnly);
        using var responder = new LoopbackResponder(loss: Loss);
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { MaxDatagramsPerSecond = 0 });
        var results = new List<KailleraPingResult>();

        await foreach (var result in probe.PingManyAsync(MakeHosts(Count, responder.Port)))
        {
            results.Add(result);
        }

        results.Select(result => result.EndPoint).Should().HaveCount(Count).And.OnlyHaveUniqueItems();
        results.Should().OnlyContain(result => result.Sent == 3 && result.Received <= 3);
        results.Where(result => result.IsReachable == IsSilent(result.EndPoint)).Should().HaveCountLessThan(80, "three losses in a row are one in 150");
        results.Where(result => IsSilent(result.EndPoint)).Should().OnlyContain(result => result.Status == KailleraPingStatus.NoResponse);
        results.Average(result => result.IsReachable ? result.Loss : 0).Should().BeInRange(0.1, 0.2);
    }

    private static bool IsSilent(IPEndPoint host) => LoopbackResponder.IsSilent(host.Address.GetAddressBytes());

    private static List<IPEndPoint> MakeHosts(int count, int port, bool isMixed = true) =>
        [.. Enumerable.Range(0, count).Select(number => new IPEndPoint(LoopbackResponder.GetAddress(number, isMixed), port))];

    private static void Verify(IReadOnlyList<P2PProbeResult> results, int count)
    {
        results.Should().HaveCount(count, "none is lost and none is doubled");
        results.Select(result => result.EndPoint).Should().OnlyHaveUniqueItems();
        results
            .Where(result => result.Status != (IsSilent(result.EndPoint) ? P2PProbeStatus.NoResponse : P2PProbeStatus.Responding))
            .Should()
            .BeEmpty("every verdict is right");
    }
}

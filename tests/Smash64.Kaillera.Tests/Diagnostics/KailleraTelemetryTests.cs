using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Diagnostics;

namespace Smash64.Kaillera.Tests.Diagnostics;

public sealed class KailleraTelemetryTests
{
    [Fact]
    public async Task Probe_Ended_CountsOutcomeDurationAndDatagrams()
    {
        using var metrics = new RecordedMetrics(KailleraTelemetry.SourceName);

        await ProbePracticeHostAsync(hideAddresses: false);

        const string Tags = "smash64.kaillera.p2p.mode=quiet smash64.kaillera.p2p.status=responding";
        metrics.All.Should().Contain(("smash64.kaillera.p2p.probes", 1.0, Tags));
        metrics.All.Should().Contain(entry => entry.Name == "smash64.kaillera.p2p.probe.duration" && entry.Tags == Tags && entry.Value >= 0);
        metrics.All.Should().Contain(("smash64.kaillera.datagrams", 1.0, "network.io.direction=transmit"));
        metrics.All.Should().Contain(("smash64.kaillera.datagrams", 1.0, "network.io.direction=receive"));
        metrics.All.Should().OnlyContain(entry => !entry.Tags.Contains("127.0.0.1"), "a metric never holds an address");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Probe_Traced_NamesTheHostUnlessAddressesAreHidden(bool hideAddresses)
    {
        using var spans = new RecordedSpans(KailleraTelemetry.SourceName);

        await ProbePracticeHostAsync(hideAddresses);

        var activity = spans.All.Single();
        activity.OperationName.Should().Be("p2p.probe");
        activity.GetTagItem("network.transport").Should().Be("udp");
        activity.GetTagItem("smash64.kaillera.p2p.status").Should().Be("responding");
        activity.GetTagItem("server.address").Should().Be(hideAddresses ? null : "127.0.0.1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Probe_Logged_NamesTheHostUnlessAddressesAreHidden(bool hideAddresses)
    {
        var logger = new RecordingLogger<P2PProbe>();

        await ProbePracticeHostAsync(hideAddresses, logger);

        logger.Entries.Should().Contain(entry => entry.Text.Contains("Responding", StringComparison.Ordinal));
        logger.Entries.Any(entry => entry.Text.Contains("127.0.0.1", StringComparison.Ordinal)).Should().Be(!hideAddresses);
    }

    private static async Task ProbePracticeHostAsync(bool hideAddresses, ILogger<P2PProbe>? logger = null)
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        // The clock stands still, so one knock and one answer are all there can be.
        await using var probe = new P2PProbe(new P2PProbeOptions { HideAddresses = hideAddresses }, new ManualTimeProvider(), logger);
        await probe.ProbeAsync(host.EndPoint);
    }
}

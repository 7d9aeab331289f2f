using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Diagnostics;

namespace Smash64.Kaillera.Tests.Diagnostics;

public sealed class ServerTelemetryTests
{
    [Fact]
    public async Task Ping_Ended_CountsOutcomeDurationAndDatagrams()
    {
        using var metrics = new RecordedMetrics(KailleraTelemetry.SourceName);

        await PingAsync(hideAddresses: false);

        const string Tags = "smash64.kaillera.server.status=responding";
        metrics.All.Should().Contain(("smash64.kaillera.server.pings", 1.0, Tags));
        metrics.All.Should().Contain(entry => entry.Name == "smash64.kaillera.server.ping.duration" && entry.Tags == Tags && entry.Value >= 0);
        metrics.All.Should().Contain(("smash64.kaillera.server.active_pings", 1.0, ""));
        metrics.All.Should().Contain(("smash64.kaillera.server.active_pings", -1.0, ""));
        metrics.All.Should().Contain(("smash64.kaillera.datagrams", 7.0, "network.io.direction=transmit"), "that many pings were sent");
        metrics.All.Should().Contain(("smash64.kaillera.datagrams", 7.0, "network.io.direction=receive"));
        metrics.All.Should().OnlyContain(entry => !entry.Tags.Contains("127.0.0.1"), "a metric never holds an address");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ping_Traced_NamesTheServerUnlessAddressesAreHidden(bool hideAddresses)
    {
        using var spans = new RecordedSpans(KailleraTelemetry.SourceName);

        await PingAsync(hideAddresses);

        var activity = spans.All.Single();
        activity.OperationName.Should().Be("server.ping");
        activity.GetTagItem("network.transport").Should().Be("udp");
        activity.GetTagItem("network.protocol.name").Should().Be("kaillera");
        activity.GetTagItem("smash64.kaillera.server.status").Should().Be("responding");
        activity.GetTagItem("server.address").Should().Be(hideAddresses ? null : "127.0.0.1");
        (activity.GetTagItem("server.port") is null).Should().Be(hideAddresses);
    }

    [Fact]
    public async Task Ping_Cancelled_IsTracedAsAnError()
    {
        using var spans = new RecordedSpans(KailleraTelemetry.SourceName);
        var logger = new RecordingLogger<KailleraServerProbe>();

        await FluentActions
            .Awaiting(() => PingAsync(hideAddresses: false, logger, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        var activity = spans.All.Single();
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.GetTagItem("error.type").Should().Be("cancelled");
        logger.Entries.Select(entry => entry.Id).Should().Equal(1100, 1102);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ping_Logged_NamesTheServerUnlessAddressesAreHidden(bool hideAddresses)
    {
        var logger = new RecordingLogger<KailleraServerProbe>();

        await PingAsync(hideAddresses, logger);

        logger.Entries.Select(entry => entry.Id).Should().Equal(1100, 1101);
        logger.Entries[1].Text.Should().Contain("Responding").And.Contain("7 of 7 pings");
        logger.Entries.Any(entry => entry.Text.Contains("127.0.0.1", StringComparison.Ordinal)).Should().Be(!hideAddresses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HelloAndQuery_Ended_AreTracedAndLoggedAndNameTheServerUnlessAddressesAreHidden(bool hideAddresses)
    {
        using var spans = new RecordedSpans(KailleraTelemetry.SourceName);
        var logger = new RecordingLogger<KailleraServerProbe>();
        await using var server = UdpProgram.Numbered(_ => "TOO\0"u8.ToArray());
        await using var probe = new KailleraServerProbe(new KailleraServerProbeOptions { HideAddresses = hideAddresses }, timeProvider: null, logger);

        await probe.CheckDoorwayAsync(server.EndPoint);
        await probe.QueryAsync(server.EndPoint);

        spans.All.Select(span => span.OperationName).Should().Equal("server.hello", "server.query");
        spans.All.Should().OnlyContain(span => (string)span.GetTagItem("smash64.kaillera.server.status")! == "full");
        spans.All.Should().OnlyContain(span => (span.GetTagItem("server.address") == null) == hideAddresses);
        logger.Entries.Select(entry => entry.Id).Should().Equal(1104, 1105, 1106, 1107);
        logger.Entries.Any(entry => entry.Text.Contains("127.0.0.1", StringComparison.Ordinal)).Should().Be(!hideAddresses);
    }

    private static async Task PingAsync(
        bool hideAddresses,
        ILogger<KailleraServerProbe>? logger = null,
        CancellationToken cancellationToken = default
    )
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        // The clock stands still, so seven pings and seven answers are all there can be.
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { HideAddresses = hideAddresses }, new ManualTimeProvider(), logger);
        await probe.PingAsync(server.EndPoint, count: 7, cancellationToken);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Servers;
using Smash64.Kaillera.Tests.Servers;

namespace Smash64.Kaillera.Tests.Diagnostics;

public sealed class ServerTelemetryTests
{
    [Fact]
    public async Task Ping_Ended_CountsOutcomeDurationAndDatagrams()
    {
        var measured = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == KailleraTelemetry.SourceName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Write(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Write(tags))));
        listener.Start();

        await PingAsync(hideAddresses: false);

        const string Tags = "smash64.kaillera.server.status=responding";
        measured.Should().Contain(("smash64.kaillera.server.pings", 1.0, Tags));
        measured.Should().Contain(entry => entry.Name == "smash64.kaillera.server.ping.duration" && entry.Tags == Tags && entry.Value >= 0);
        measured.Should().Contain(("smash64.kaillera.server.active_pings", 1.0, ""));
        measured.Should().Contain(("smash64.kaillera.server.active_pings", -1.0, ""));
        measured.Should().Contain(("smash64.kaillera.datagrams", 7.0, "network.io.direction=transmit"), "that many pings were sent");
        measured.Should().Contain(("smash64.kaillera.datagrams", 7.0, "network.io.direction=receive"));
        measured.Should().OnlyContain(entry => !entry.Tags.Contains("127.0.0.1"), "a metric never holds an address");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ping_Traced_NamesTheServerUnlessAddressesAreHidden(bool hideAddresses)
    {
        var activities = new ConcurrentBag<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = Listen(activities);

        await PingAsync(hideAddresses);

        var activity = activities.Single(activity => activity.TraceId == parent.TraceId);
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
        var activities = new ConcurrentBag<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = Listen(activities);
        var logger = new RecordingLogger<KailleraServerProbe>();

        await FluentActions
            .Awaiting(() => PingAsync(hideAddresses: false, logger, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        var activity = activities.Single(activity => activity.TraceId == parent.TraceId);
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
        var activities = new ConcurrentBag<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = Listen(activities);
        var logger = new RecordingLogger<KailleraServerProbe>();
        await using var server = new UdpResponder(_ => "TOO\0"u8.ToArray());
        await using var probe = new KailleraServerProbe(new KailleraServerProbeOptions { HideAddresses = hideAddresses }, timeProvider: null, logger);

        await probe.CheckDoorwayAsync(server.EndPoint);
        await probe.QueryAsync(server.EndPoint);

        var spans = activities.Where(activity => activity.TraceId == parent.TraceId).OrderBy(activity => activity.StartTimeUtc).ToList();
        spans.Select(span => span.OperationName).Should().Equal("server.hello", "server.query");
        spans.Should().OnlyContain(span => (string)span.GetTagItem("smash64.kaillera.server.status")! == "full");
        spans.Should().OnlyContain(span => (span.GetTagItem("server.address") == null) == hideAddresses);
        logger.Entries.Select(entry => entry.Id).Should().Equal(1104, 1105, 1106, 1107);
        logger.Entries.Any(entry => entry.Text.Contains("127.0.0.1", StringComparison.Ordinal)).Should().Be(!hideAddresses);
    }

    private static async Task PingAsync(
        bool hideAddresses,
        ILogger<KailleraServerProbe>? logger = null,
        CancellationToken cancellationToken = default
    )
    {
        await using var server = UdpResponder.Doorway();
        // The clock stands still, so seven pings and seven answers are all there can be.
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { HideAddresses = hideAddresses }, new ManualTimeProvider(), logger);
        await probe.PingAsync(server.EndPoint, count: 7, cancellationToken);
    }

    private static ActivityListener Listen(ConcurrentBag<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == KailleraTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Write(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var parts = new List<string>();
        foreach (var (key, value) in tags)
        {
            parts.Add($"{key}={value}");
        }

        return string.Join(' ', parts);
    }
}

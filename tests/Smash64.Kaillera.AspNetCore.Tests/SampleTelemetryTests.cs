using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace Smash64.Kaillera.AspNetCore.Tests;

/// <summary>The sample tells an operator's collector what it does, where the standard variables name one.</summary>
public sealed class SampleTelemetryTests
{
    // An address that no other test and no header holds.
    private const string Target = "127.83.64.7";

    [Fact]
    public async Task Collector_Named_GetsTracesMetricsAndLogsWithoutCode()
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector);

        collector.Signals.Should().BeEquivalentTo("traces", "metrics", "logs");
        collector.Read("traces").Should().ContainAll("p2p.probe", "smash64-kaillera", "network.protocol.name");
        collector.Read("metrics").Should().ContainAll("smash64.kaillera.service.checks", "smash64.kaillera.p2p.probes", "http.server.request.duration");
        collector.Read("logs").Should().Contain("checked for");
    }

    [Fact]
    public async Task Collector_Named_LearnsNoAddressThatTheLogHides()
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector);

        foreach (var signal in collector.Signals)
        {
            collector.Read(signal).Should().NotContain(Target, "{0} leave the machine", signal);
        }
    }

    [Theory]
    [InlineData("TRACES", "metrics", "logs")]
    [InlineData("METRICS", "traces", "logs")]
    [InlineData("LOGS", "traces", "metrics")]
    public async Task Collector_OneSignalIsNone_GetsTheOthers(string none, params string[] others)
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector, ($"OTEL_{none}_EXPORTER", "none"));

        collector.Signals.Should().BeEquivalentTo(others);
    }

    [Fact]
    public async Task Collector_OfOneSignalOnly_GetsThatOne()
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector, ("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", collector.Address + "/v1/logs"));

        collector.Signals.Should().Equal("logs");
    }

    [Fact]
    public async Task Collector_ServiceHasAName_IsToldThatOne()
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector, ("OTEL_SERVICE_NAME", "my-checker"));

        collector.Read("traces").Should().Contain("my-checker").And.NotContain("smash64-kaillera");
    }

    [Fact]
    public async Task Collector_SdkIsDisabled_HearsNothing()
    {
        await using var collector = await Collector.StartAsync();

        await CheckAsync(collector, ("OTEL_SDK_DISABLED", "true"));

        collector.Signals.Should().BeEmpty();
    }

    [Fact]
    public async Task NoCollector_Named_LoadsNothing()
    {
        await using var sample = new SampleFactory();

        sample.Services.GetService<TracerProvider>().Should().BeNull();
    }

    private static async Task CheckAsync(Collector collector, params (string Name, string Value)[] variables)
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = System.Net.IPAddress.Parse(Target), Port = 0 });
        await using var sample = new WebApplicationFactory<Program>();
        await using var configured = sample.WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment(Environments.Production);
            builder.UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address);
            builder.UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            builder.UseSetting("Kaillera:TargetPolicy", "Any");
            foreach (var (name, value) in variables)
            {
                builder.UseSetting(name, value);
            }
        });
        using var client = configured.CreateClient();
        var answer = await client.PostAnswerAsync("/kaillera/p2p-check", $$"""{"host":"{{Target}}","port":{{host.EndPoint.Port}}}""");
        answer.Text.Should().Contain("\"success\": true");
    } // What is still to be told is sent when the sample stops.
}

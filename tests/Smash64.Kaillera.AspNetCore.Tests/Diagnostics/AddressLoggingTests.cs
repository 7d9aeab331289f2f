using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Diagnostics;

namespace Smash64.Kaillera.AspNetCore.Tests.Diagnostics;

public sealed partial class AddressLoggingTests
{
    private const string Caller = "203.0.113.9";
    private const string CallerByIPv6 = "2001:db8:1:2::9";
    private const string Stranger = "127.77.66.55";
    private const string Host = "127.45.67.89";
    private const string Refused = "240.11.12.13";
    private const string Denied = "127.98.76.54";
    private const string Forged = "198.51.100.66";

    private static readonly string[] Addresses = [Caller, CallerByIPv6, Stranger, Host, Refused, Denied, Forged];

    // Checks take their time, whatever the machine: all of them at once.
    private static readonly Lazy<Dictionary<KailleraAddressLogging, Task<RecordingLoggerProvider>>> Visits = new(() =>
        Enum.GetValues<KailleraAddressLogging>().Where(logging => logging != KailleraAddressLogging.Unknown).ToDictionary(logging => logging, VisitAsync)
    );

    private static readonly RecordedMetrics Metrics = new(static meter => !meter.Name.StartsWith("System.", StringComparison.Ordinal));

    [Theory]
    [InlineData(KailleraAddressLogging.Truncated)]
    [InlineData(KailleraAddressLogging.Hashed)]
    public async Task Log_ByDefaultOrHashed_HoldsNoAddressAnywhere(KailleraAddressLogging logging)
    {
        var log = await Visits.Value[logging];

        log.Entries.Select(entry => entry.Id).Should().Contain([3000, 3004, 3005], "something was logged that addresses could be in");
        log.Entries.Should().NotContain(entry => Addresses.Any(address => entry.Text.Contains(address)));
        Metrics.All.Select(measured => measured.Tags).Should().NotBeEmpty().And.NotContain(value => Addresses.Any(address => value.Contains(address)));
    }

    [Fact]
    public async Task Log_Truncated_ShowsTheNetwork()
    {
        var log = await Visits.Value[KailleraAddressLogging.Truncated];

        log.Entries.First(entry => entry.Id == 3000).Text.Should().MatchRegex(@"^127\.45\.67\.x:\d+ checked for 203\.0\.113\.x: Responding after ");
        log.Entries.Should().Contain(entry => entry.Id == 3004 && entry.Text.StartsWith("Request of 2001:db8:1:: refused: target-refused"));
    }

    [Fact]
    public async Task Log_Hashed_ShowsThatTwoLinesSpeakOfOne()
    {
        var log = await Visits.Value[KailleraAddressLogging.Hashed];

        var hashes = log.Entries.Where(entry => entry.Id == 3000).Select(entry => CheckedFor().Match(entry.Text)).ToList();
        hashes.Should().HaveCount(2).And.OnlyContain(match => match.Success);
        hashes[0].Groups["host"].Value.Should().Be(hashes[1].Groups["host"].Value, "it is one host");
        hashes[0].Groups["caller"].Value.Should().NotBe(hashes[1].Groups["caller"].Value, "these are two callers");
        hashes[0].Groups["caller"].Value.Should().NotBe(hashes[0].Groups["host"].Value);
    }

    [Fact]
    public async Task Log_Full_ShowsAll()
    {
        var log = await Visits.Value[KailleraAddressLogging.Full];

        log.Entries.Should().Contain(entry => entry.Id == 3000 && entry.Text.StartsWith($"{Host}:") && entry.Text.Contains(Caller));
        log.Entries.Should().Contain(entry => entry.Category == typeof(P2PProbe).FullName && entry.Text.Contains(Host));
        log.Entries.Should().Contain(entry => entry.Category == typeof(KailleraServerProbe).FullName && entry.Text.Contains(Host));
    }

    [Fact]
    public async Task Log_MachineHasNoWayOrAFault_HoldsNoAddress()
    {
        var probe = new ScriptedProbe();
        await using var service = await CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe));
        foreach (var fault in new Exception[] { new SocketException((int)SocketError.HostUnreachable), new InvalidOperationException("a fault") })
        {
            var check = service.Client.CheckAsync(Host, 27886);
            (await probe.NextCallAsync()).Fail(fault);
            (await check).Verdict.Should().Be("no-route");
        }

        service.Log.Entries.Select(entry => entry.Id).Should().Contain([3002, 3003]);
        service.Log.Entries.Should().NotContain(entry => entry.Text.Contains(Host));
    }

    [Fact]
    public async Task Log_WhatCallersAndHostsWrite_GetsNotIn()
    {
        const string Line = "INJECTED\r\nfail: all is lost";
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0, UserName = "INJECTED", Game = "INJECTED" });
        await using var service = await CheckerService.StartAsync(build: build => build.Logging.AddFilter("Smash64", LogLevel.Trace));
        var bodies = new[]
        {
            System.Text.Json.JsonSerializer.Serialize(new { host = Line }),
            System.Text.Json.JsonSerializer.Serialize(new { host = "self", port = Line }),
            System.Text.Json.JsonSerializer.Serialize(new { host = "self", port = host.EndPoint.Port, via = Line }),
        };

        foreach (var body in bodies)
        {
            foreach (var path in new[] { "/kaillera/v1/checks", "/kaillera/p2p-check", "/kaillera/server-check" })
            {
                await service.Client.PostAnswerAsync(path, body, ("User-Agent", "INJECTED"), ("X-Forwarded-For", "INJECTED"), ("Prefer", "INJECTED"));
            }
        }

        service.Log.Entries.Should().Contain(entry => entry.Id == 3000).And.NotContain(entry => entry.Text.Contains("INJECTED"));
    }

    [Theory]
    [InlineData(KailleraAddressLogging.Truncated, "203.0.113.7", "203.0.113.x")]
    [InlineData(KailleraAddressLogging.Truncated, "2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData(KailleraAddressLogging.Truncated, null, "unknown")]
    [InlineData(KailleraAddressLogging.Full, "203.0.113.7", "203.0.113.7")]
    [InlineData(KailleraAddressLogging.Full, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6")]
    [InlineData(KailleraAddressLogging.Full, null, "unknown")]
    [InlineData(KailleraAddressLogging.Hashed, null, "unknown")]
    public void Show_Address_IsWhatTheSettingAllows(KailleraAddressLogging logging, string? address, string expected) =>
        NewShower(logging).Show(address is null ? null : IPAddress.Parse(address)).Should().Be(expected);

    [Fact]
    public void Show_Hashed_IsTheSameUntilTheServiceRestarts()
    {
        var address = IPAddress.Parse("203.0.113.7");
        var (shower, restarted) = (NewShower(KailleraAddressLogging.Hashed), NewShower(KailleraAddressLogging.Hashed));

        shower.Show(address).Should().MatchRegex("^[0-9a-f]{12}$").And.Be(shower.Show(address)).And.NotBe(restarted.Show(address));
    }

    private static AddressShower NewShower(KailleraAddressLogging logging) =>
        new(Options.Create(new KailleraApiOptions { AddressLogging = logging }));

    // Checks, refusals and a server check, by callers behind a proxy, by IPv6 and by a stranger who forges headers.
    private static async Task<RecordingLoggerProvider> VisitAsync(KailleraAddressLogging logging)
    {
        await using var host = await PracticeHosts.StartAsync(address: Host);
        await using var server = new UdpListener((_, _) => ["PONG\0"u8.ToArray()], Host);
        await using var service = await CheckerService.StartAsync(
            options =>
            {
                options.AddressLogging = logging;
                options.KnownProxies = ["127.0.0.1"];
                options.DeniedAddresses = [Denied];
                options.Limits.ShareResultsFor = TimeSpan.Zero;
            },
            build => build.Logging.AddFilter("Smash64", LogLevel.Trace)
        );
        using var stranger = service.CreateClient(Stranger);
        await AskAsync(service.Client, "v1/checks", Host, host.EndPoint.Port, Caller);
        await AskAsync(stranger, "v1/checks", Host, host.EndPoint.Port, Forged);
        await AskAsync(service.Client, "server-check", Host, server.Port, Caller);
        foreach (var path in new[] { "v1/checks", "p2p-check", "server-check" })
        {
            await AskAsync(service.Client, path, Refused, 27886, CallerByIPv6);
            await AskAsync(service.Client, path, Denied, 27886, CallerByIPv6);
            await AskAsync(stranger, path, "localhost", 27886, Forged);
        }

        return service.Log;
    }

    private static Task<ServiceAnswer> AskAsync(HttpClient client, string path, string host, int port, string forwardedFor) =>
        client.PostAnswerAsync($"/kaillera/{path}", $$"""{"host": "{{host}}", "port": {{port}}}""", ("X-Forwarded-For", forwardedFor));

    [GeneratedRegex("^(?<host>[0-9a-f]{12}):[0-9]+ checked for (?<caller>[0-9a-f]{12}): ", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CheckedFor();
}

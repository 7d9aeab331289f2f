namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>Codes and Autopunch between two homes behind routers, by servers of our own in the internet.</summary>
[Collection(OneLaboratory.Name)]
public sealed class CodesTests(Laboratory laboratory)
{
    private const string Rendezvous = "100.200.0.9:6264";
    private const string Relay = "100.200.0.9:14763";

    [SkippableFact]
    public async Task Code_BothRoutersKeepPorts_IsJoinedFromTheOtherHomeAndLeavesTheHostFree()
    {
        await using var home = await laboratory.ConnectAsync();
        await using var other = await laboratory.ConnectAsync(new HomePlan { Address = "100.200.0.3", DropsStrays = true });
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);
        var code = await ReadCodeAsync(host);

        var report = await CheckAsync(other, code, "--mode", "identify");

        Status(report).Should().Be("reachable", "{0}", report);
        report.GetProperty("punched").GetBoolean().Should().BeTrue();
        report.GetProperty("game").GetString().Should().Be("SMASH BROTHERS", "a login was answered");
        (await ReadAsync(host, "left")).GetProperty("timedOut").GetBoolean().Should().BeFalse();
        (await home.IsReachedFromInternetAsync()).Should().BeFalse("nothing is forwarded");
    }

    [SkippableFact]
    public async Task Code_FromTheInternet_IsJudgedRightThoughTheRouterRemembersStrays()
    {
        // A datagram without a mapping reaches the router itself here, which remembers it: whoever speaks too early spoils the punch.
        await using var home = await laboratory.ConnectAsync();
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);

        Status(await CheckFromInternetAsync(await ReadCodeAsync(host))).Should().Be("reachable");
    }

    [SkippableFact]
    public async Task Code_HostsRouterIsSymmetric_IsNotReachableBecauseOfTheOtherPort()
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { IsSymmetric = true });
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);

        var report = await CheckFromInternetAsync(await ReadCodeAsync(host));

        Status(report).Should().Be("notReachable", "{0}", report);
        report.GetProperty("reason").GetString().Should().Contain("a port of its own");
    }

    [SkippableFact]
    public async Task Code_BothRoutersAreSymmetric_IsNotReachable()
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { IsSymmetric = true, DropsStrays = true });
        await using var other = await laboratory.ConnectAsync(
            new HomePlan { Address = "100.200.0.3", IsSymmetric = true, DropsStrays = true }
        );
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);

        Status(await CheckAsync(other, await ReadCodeAsync(host))).Should().Be("notReachable");
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Code_JoinersRouterIsSymmetric_IsReachedOnlyWhereTheHostForwards(bool forwards)
    {
        await using var home = await laboratory.ConnectAsync();
        await using var other = await laboratory.ConnectAsync(
            new HomePlan
            {
                Address = "100.200.0.3",
                IsSymmetric = true,
                DropsStrays = true,
            }
        );
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);
        var code = await ReadCodeAsync(host);
        if (forwards)
        {
            await home.MapAsync("192.168.77.10", "UDP");
        }

        Status(await CheckAsync(other, code)).Should().Be(forwards ? "reachable" : "notReachable");
    }

    [SkippableFact]
    public async Task Autopunch_BothRoutersKeepPorts_IsReachedFromTheOtherHomeAndTheInternet()
    {
        await using var home = await laboratory.ConnectAsync();
        await using var other = await laboratory.ConnectAsync(new HomePlan { Address = "100.200.0.3", DropsStrays = true });
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--autopunch", Relay);
        await ReadAsync(host, "relayFound");

        foreach (
            var report in (JsonElement[])
                [
                    (await other.RunAsync("check", "100.200.0.2", "--autopunch", Relay, "--json")).Json,
                    await CheckFromInternetAsync("100.200.0.2", "--autopunch", Relay),
                ]
        )
        {
            (Status(report), report.GetProperty("path").GetString()).Should().Be(("responding", "autopunch"), "{0}", report);
        }
    }

    [SkippableFact]
    public async Task Autopunch_HostsRouterIsSymmetric_IsNotReachable()
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { IsSymmetric = true });
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--autopunch", Relay);
        await ReadAsync(host, "relayFound");

        var report = await CheckFromInternetAsync("100.200.0.2", "--autopunch", Relay);

        Status(report).Should().Be("notReachable", "{0}", report);
    }

    [SkippableFact]
    public async Task ForwardedHost_IsReachedByAllWays()
    {
        await using var home = await laboratory.ConnectAsync();
        using var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);
        var code = await ReadCodeAsync(host);
        await home.MapAsync("192.168.77.10", "UDP");

        (await home.IsReachedFromInternetAsync()).Should().BeTrue();
        Status(await CheckFromInternetAsync(code, "--mode", "knock")).Should().BeOneOf("reachable", "offline");
    }

    [SkippableFact]
    public async Task Servers_KilledAndStartedAgain_AreFoundByTheHost()
    {
        await using var home = await laboratory.ConnectAsync();
        var servers = await StartServersAsync();
        using var host = await home.HostAsync("--code", "--rendezvous", Rendezvous);
        var code = await ReadCodeAsync(host);

        servers.Kill();
        await servers.WaitAsync();
        servers.Dispose();
        using var again = await StartServersAsync();
        await ReadAsync(host, "codeLost");
        var next = await ReadCodeAsync(host);

        next.Should().NotBe(code);
        Status(await CheckFromInternetAsync(next)).Should().Be("reachable");
    }

    private static string? Status(JsonElement report) => report.GetProperty("status").GetString();

    private static async Task<JsonElement> CheckAsync(Home from, string code, params string[] more) =>
        (await from.RunAsync(["check", code, "--rendezvous", Rendezvous, "--json", .. more])).Json;

    private static async Task<string> ReadCodeAsync(KailleraProgram host) =>
        (await ReadAsync(host, "code")).GetProperty("code").GetString()!;

    /// <summary>Reads lines up to one of this event: what comes between is not what is asked for.</summary>
    private static async Task<JsonElement> ReadAsync(KailleraProgram host, string name)
    {
        while (true)
        {
            var line = JsonDocument.Parse(await host.ReadLineAsync()).RootElement;
            if (line.GetProperty("event").GetString() == name)
            {
                return line;
            }
        }
    }

    private async Task<JsonElement> CheckFromInternetAsync(string target, params string[] more)
    {
        string[] rendezvous = target.Contains('.', StringComparison.Ordinal) ? [] : ["--rendezvous", Rendezvous];
        using var program = laboratory.Start(["check", target, "--json", .. rendezvous, .. more]);
        return (await program.EndAsync()).Json;
    }

    private async Task<KailleraProgram> StartServersAsync()
    {
        var servers = laboratory.Start("rendezvous", "--address", "100.200.0.9", "--autopunch-port", "14763", "--json");
        await servers.ReadEventAsync("listening");
        return servers;
    }
}

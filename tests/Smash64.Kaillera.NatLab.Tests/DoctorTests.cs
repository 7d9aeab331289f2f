namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>What the doctor says, and does, in homes that are as homes are.</summary>
[Collection(OneLaboratory.Name)]
public sealed class DoctorTests(Laboratory laboratory)
{
    [SkippableFact]
    public async Task Doctor_NoMapping_SaysSoAndOpensNothing()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be("no-mapping");
        found.GetProperty("reachable").GetBoolean().Should().BeFalse();
        found.GetProperty("exitCode").GetInt32().Should().Be(1);
        States(found).Should().Be("program ok, loopback ok, network ok, router problem, carrier ok, internet problem");
        Strings(found, "nextSteps")[0].Should().Be("open-port");
        found.GetProperty("localAddress").GetString().Should().Be("192.168.77.10");
        found.GetProperty("publicAddress").GetString().Should().Be("100.200.0.2");
        found.GetProperty("gateway").GetProperty("externalAddress").GetString().Should().Be("100.200.0.2");
        found.GetProperty("mapping").ValueKind.Should().Be(JsonValueKind.Null);
        (await home.ListRulesAsync()).Should().NotContain("27886");
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Doctor_Fix_OpensUntilItIsEnded(string signal)
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();
        using var doctor = home.Start("doctor", "--fix", "--json", "--via", Laboratory.Service);

        var found = JsonDocument.Parse(await doctor.ReadLineAsync()).RootElement;

        Conclusion(found).Should().Be("reachable");
        (found.GetProperty("fixed").GetBoolean(), found.GetProperty("exitCode").GetInt32()).Should().Be((true, 0));
        found.GetProperty("mapping").GetProperty("external").GetString().Should().Be("100.200.0.2:27886");
        found.GetProperty("mapping").GetProperty("internal").GetString().Should().Be("192.168.77.10:27886");
        (await home.IsReachedFromInternetAsync()).Should().BeTrue("a datagram from the internet arrives");
        (await home.ListMappingsAsync()).Should().Contain("UDP 27886->192.168.77.10:27886");

        await doctor.SignalAsync(signal);
        var end = await doctor.EndAsync();
        end.ExitCode.Should().Be(0);
        end.Output.Should().Contain("\"event\":\"givenBack\"");
        (await home.ListRulesAsync()).Should().NotContain("27886");
        (await home.IsReachedFromInternetAsync()).Should().BeFalse();
    }

    [SkippableTheory]
    [InlineData("pcp")]
    [InlineData("natpmp")]
    [InlineData("upnp")]
    [InlineData("")]
    public async Task Doctor_RouterSpeaksOneProtocolOrNone_SaysWhichAndOpensByIt(string protocol)
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { Protocols = protocol });
        using var host = await home.HostAsync();

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be("no-mapping");
        Strings(found.GetProperty("gateway"), "protocols").Should().Equal(protocol.Length == 0 ? [] : [protocol]);
        Strings(found, "nextSteps")[0].Should().Be(protocol.Length == 0 ? "switch-on-upnp" : "open-port");
        if (protocol.Length > 0)
        {
            using var doctor = home.Start("doctor", "--fix", "--json", "--via", Laboratory.Service);
            Conclusion(JsonDocument.Parse(await doctor.ReadLineAsync()).RootElement).Should().Be("reachable");
            await doctor.SignalAsync("TERM");
            await doctor.EndAsync();
        }
    }

    [SkippableFact]
    public async Task Doctor_MappingToAnotherComputer_NamesIt()
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { IsTrusting = true });
        using var host = await home.HostAsync("--address", "192.168.77.10");
        await home.MapAsync("192.168.77.99", "udp");

        var found = await home.ExamineAsync("--fix");

        Conclusion(found).Should().Be("mapping-to-another-computer");
        found.GetProperty("reason").GetString().Should().Contain("192.168.77.99");
        found.GetProperty("mapping").GetProperty("internal").GetString().Should().Be("192.168.77.99:27886");
        (await home.ListMappingsAsync()).Should().Contain("UDP 27886->192.168.77.99:27886", "a stranger's mapping is left alone");
    }

    [SkippableFact]
    public async Task Doctor_MappingForTcp_SaysSo()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();
        await home.MapAsync("192.168.77.10", "tcp");

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be("mapping-for-tcp");
        found.GetProperty("mapping").GetProperty("protocol").GetString().Should().Be("tcp");
    }

    [SkippableFact]
    public async Task Doctor_Forwarded_IsReachable()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();
        await home.MapAsync("192.168.77.10", "udp");

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be("reachable");
        States(found).Should().Be("program ok, loopback ok, network ok, router ok, carrier ok, internet ok");
        found.GetProperty("rings")[5].GetProperty("text").GetString().Should().Contain("from lab-1");
    }

    [SkippableTheory]
    [InlineData("192.168.178", "double-nat", "forward-in-outer-router")]
    [InlineData("100.64.7", "carrier-nat", "connect-code")]
    public async Task Doctor_AnotherNatBehindTheRouter_SaysWhose(string between, string conclusion, string nextStep)
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { Between = between });
        using var host = await home.HostAsync();

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be(conclusion);
        Strings(found, "nextSteps")[0].Should().Be(nextStep);
        found.GetProperty("publicAddress").GetString().Should().Be("100.200.0.2");
        found.GetProperty("rings")[4].GetProperty("text").GetString().Should().Contain($"{between}.1");
    }

    [SkippableFact]
    public async Task Doctor_BoundToLoopback_SaysSo()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync("--address", "127.0.0.1");
        await home.MapAsync("192.168.77.10", "udp");

        Conclusion(await home.ExamineAsync()).Should().Be("bound-to-one-address");
    }

    [SkippableFact]
    public async Task Doctor_NothingHosted_SaysSo()
    {
        await using var home = await laboratory.ConnectAsync();

        Conclusion(await home.ExamineAsync()).Should().Be("not-hosting");
    }

    [SkippableFact]
    public async Task Doctor_HostedOnAnotherPort_NamesIt()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync("--port", "30000");

        var found = await home.ExamineAsync();

        Conclusion(found).Should().Be("hosting-on-another-port");
        found.GetProperty("reason").GetString().Should().Contain("30000");
    }

    [SkippableTheory]
    [InlineData(false, "endpointIndependent")]
    [InlineData(true, "dependent")]
    public async Task Doctor_NatThatKeepsPortsOrNot_IsToldApart(bool isSymmetric, string nat)
    {
        await using var home = await laboratory.ConnectAsync(new HomePlan { IsSymmetric = isSymmetric });
        using var host = await home.HostAsync();

        var found = await home.ExamineAsync();

        found.GetProperty("nat").GetString().Should().Be(nat);
        Strings(found, "nextSteps").Contains("connect-code").Should().Be(!isSymmetric);
    }

    [SkippableFact]
    public async Task Doctor_Offline_AsksNobodyOutside()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();

        var run = await home.RunAsync("doctor", "--offline");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("✗ router").And.Contain("- internet").And.Contain("leads UDP port 27886 to nobody");
        run.Output.Should().NotContain("100.200.0.9");
    }

    [SkippableFact]
    public async Task Doctor_Share_PrintsNoAddress()
    {
        await using var home = await laboratory.ConnectAsync();
        using var host = await home.HostAsync();

        var run = await home.RunAsync("doctor", "--share", "--via", Laboratory.Service);

        run.Output.Should().Contain("no-mapping").And.Contain("<private address>");
        run.Output.Should().NotContain("192.168.77").And.NotContain("100.200.0");
    }

    private static string? Conclusion(JsonElement found) => found.GetProperty("conclusion").GetString();

    private static string States(JsonElement found) =>
        string.Join(
            ", ",
            found
                .GetProperty("rings")
                .EnumerateArray()
                .Select(static ring => $"{ring.GetProperty("ring").GetString()} {ring.GetProperty("state").GetString()}")
        );

    private static List<string?> Strings(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(static item => item.GetString())];
}

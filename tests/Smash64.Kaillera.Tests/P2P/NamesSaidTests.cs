namespace Smash64.Kaillera.Tests.P2P;

/// <summary>What our own hosts and probes say where a name is not ASCII.</summary>
public sealed class NamesSaidTests
{
    private const string Name = "Ñandú ルイージ";

    [Theory]
    [InlineData(P2PHostGeneration.First, "Ñandú ????")]
    [InlineData(P2PHostGeneration.Second, Name)]
    [InlineData(P2PHostGeneration.Third, Name)]
    public async Task Host_OfAGeneration_WritesNamesAsItsKindDoes(P2PHostGeneration generation, string read)
    {
        await using var host = await StartAsync(generation);
        await using var probe = new P2PProbe();

        var result = await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify });

        (result.HostName, result.Game).Should().Be((read, "スマブラ SMASH (J)".Replace("スマブラ", read == Name ? "スマブラ" : "????", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(P2PHostGeneration.First, "Ñandú ????")]
    [InlineData(P2PHostGeneration.Second, Name)]
    public async Task Probe_HostOfAGeneration_IsGreetedInWhatItReads(P2PHostGeneration generation, string read)
    {
        await using var host = await StartAsync(generation);
        await using var probe = new P2PProbe();

        var result = await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [Name] });
        await result.Completion;

        result.GreetingDelivered.Should().BeTrue();
        (await host.EndAsync()).Where(happened => happened.Kind == P2PHostEventKind.Chat).Select(happened => happened.Text).Should().Contain(read);
    }

    [Fact]
    public async Task Probe_GreetingTooLongInUtf8_IsSaidInTheCodePage()
    {
        var line = new string('é', 225);
        await using var host = await StartAsync(P2PHostGeneration.Second);
        await using var probe = new P2PProbe();

        await (await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [line] })).Completion;

        (await host.EndAsync()).Where(happened => happened.Kind == P2PHostEventKind.Chat).Select(happened => happened.Text).Should().Contain(line);
    }

    [Fact]
    public async Task Host_WithACodePage_KeepsToIt()
    {
        await using var host = await P2PHost.StartAsync(
            new P2PHostOptions { Address = IPAddress.Loopback, Port = 0, UserName = Name, Encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)! }
        );
        await using var probe = new P2PProbe();

        var result = await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify });

        result.HostName.Should().EndWith("ルイージ", "kana are read without being told of them");
    }

    private static Task<P2PHost> StartAsync(P2PHostGeneration generation) =>
        P2PHost.StartAsync(
            new P2PHostOptions { Address = IPAddress.Loopback, Port = 0, UserName = Name, Game = "スマブラ SMASH (J)", Generation = generation }
        );
}

namespace Smash64.Kaillera.Console.Tests.Display;

public sealed class ScanProgressTests
{
    [Fact]
    public void Describe_TotalIsKnown_TellsCountsRateAndTheEstimatedEnd() =>
        ScanProgress
            .Describe(hosts: 1_000, reachable: 250, total: 5_010, badLines: 10, TimeSpan.FromSeconds(2))
            .Should()
            .Be("1,000 of 5,000 hosts, 250 answered, 500 a second, about 8 s left");

    [Fact]
    public void Describe_TotalIsUnknown_TellsNoEnd() =>
        ScanProgress
            .Describe(hosts: 10, reachable: 1, total: null, badLines: 0, TimeSpan.FromSeconds(1))
            .Should()
            .Be("10 hosts, 1 answered, 10 a second");

    [Fact]
    public void Describe_NothingYet_DividesByNothing() =>
        ScanProgress.Describe(hosts: 0, reachable: 0, total: 7, badLines: 0, TimeSpan.Zero).Should().Be("0 of 7 hosts, 0 answered, 0 a second");
}

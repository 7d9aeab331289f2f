namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>Who can meet whom, and who should host.</summary>
public sealed class NatPairTests
{
    private static readonly NatKind[] Columns = [NatKind.KeepsPort, NatKind.Symmetric, NatKind.Open, NatKind.PublicAddress];

    [Theory]
    [InlineData(NatKind.KeepsPort, "port-keeping, filters by port")]
    [InlineData(NatKind.Symmetric, "symmetric")]
    [InlineData(NatKind.Open, "full cone, or forwarded")]
    public void CanMeet_EveryPair_IsWhatTheTableSays(NatKind host, string row)
    {
        var line = File.ReadLines(Path.Combine(Repository.Root, "docs", "codes.md"))
            .Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal));

        line.Split('|')[2..6]
            .Select(cell => cell.Trim() == "works")
            .Should()
            .Equal(Columns.Select(joiner => NatPair.CanMeet(host, joiner) == true));
    }

    [Theory]
    [InlineData(NatKind.KeepsPort, NatKind.KeepsPort, NatPairAdvice.Either)]
    [InlineData(NatKind.Symmetric, NatKind.KeepsPort, NatPairAdvice.Neither)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric, NatPairAdvice.Neither)]
    [InlineData(NatKind.Symmetric, NatKind.Open, NatPairAdvice.Other)]
    [InlineData(NatKind.PublicAddress, NatKind.Symmetric, NatPairAdvice.One)]
    [InlineData(NatKind.Open, NatKind.Unknown, NatPairAdvice.One)]
    [InlineData(NatKind.Unknown, NatKind.KeepsPort, NatPairAdvice.Unknown)]
    [InlineData(NatKind.Unknown, NatKind.Unknown, NatPairAdvice.Unknown)]
    public void WhoHosts_Pair_IsWhoLetsTheOtherIn(NatKind one, NatKind other, NatPairAdvice advice)
    {
        NatPair.WhoHosts(one, other).Should().Be(advice);
        NatPair
            .WhoHosts(other, one)
            .Should()
            .Be(
                advice switch
                {
                    NatPairAdvice.One => NatPairAdvice.Other,
                    NatPairAdvice.Other => NatPairAdvice.One,
                    _ => advice,
                }
            );
    }
}

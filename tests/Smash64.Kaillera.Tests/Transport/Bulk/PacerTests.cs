using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

public sealed class PacerTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Spend_WithinTheRate_SpacesEvenly()
    {
        var pacer = new Pacer(10);
        pacer.Next.Should().Be(TimeSpan.Zero);

        pacer.Spend(TimeSpan.Zero, 1);

        pacer.Next.Should().BeCloseTo(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Spend_BeyondTheRate_DelaysTheNext()
    {
        var pacer = new Pacer(10);

        pacer.Spend(TimeSpan.Zero, 10);

        pacer.Next.Should().BeCloseTo(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1), "ten datagrams are a second's worth");
    }

    [Fact]
    public void Spend_AfterAQuietTime_OwesNoBurst()
    {
        var pacer = new Pacer(10);

        pacer.Spend(Hour, 1);

        (pacer.Next > Hour).Should().BeTrue("slots that were not used are gone");
    }

    [Fact]
    public void Spend_NoRate_NeverWaits()
    {
        var pacer = new Pacer(0);

        pacer.Spend(Hour, 1_000);

        (pacer.Next <= Hour).Should().BeTrue();
    }

    [Fact]
    public void Spend_Twice_AddsUp()
    {
        var pacer = new Pacer(10);

        pacer.Spend(TimeSpan.Zero, 10);
        pacer.Spend(TimeSpan.Zero, 10);

        pacer.Next.Should().BeCloseTo(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(1));
    }
}

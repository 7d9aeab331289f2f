namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraServerProbeOptionsTests
{
    [Fact]
    public void PingTimeout_Default_IsOneSecond()
    {
        new KailleraServerProbeOptions().PingTimeout.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("00:00:00", "PingTimeout must be more than zero and at most one minute; it is 00:00:00.*")]
    [InlineData("-00:00:01", "PingTimeout*-00:00:01*")]
    [InlineData("00:01:00.0000001", "PingTimeout*00:01:00.0000001*")]
    public void Constructor_BrokenTimeout_NamesValueAndRule(string timeout, string message)
    {
        var options = new KailleraServerProbeOptions
        {
            PingTimeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture),
        };

        FluentActions.Invoking(() => new KailleraServerProbe(options)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Constructor_LongestTimeout_IsTaken()
    {
        var options = new KailleraServerProbeOptions { PingTimeout = KailleraServerProbeOptions.MaxPingTimeout };

        FluentActions.Invoking(() => new KailleraServerProbe(options)).Should().NotThrow();
    }

    [Fact]
    public void Checked_OptionsChangedLater_KeepsItsCopy()
    {
        var options = new KailleraServerProbeOptions { HideAddresses = true };
        var copy = options.Checked();

        options.PingTimeout = TimeSpan.Zero;
        options.HideAddresses = false;

        copy.Should().BeEquivalentTo(new { PingTimeout = TimeSpan.FromSeconds(1), HideAddresses = true });
    }
}

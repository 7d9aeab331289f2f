using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

public sealed class RestingAddressesTests
{
    private static readonly RemoteAddress One = new(1, 1);
    private static readonly RemoteAddress Other = new(2, 1);

    private readonly RestingAddresses _resting = new();

    [Fact]
    public void IsResting_Address_IsSoUpToItsTime()
    {
        _resting.Add(One, Seconds(5), Seconds(0));

        _resting.IsResting(One, Seconds(4.999), out var until).Should().BeTrue();
        until.Should().Be(Seconds(5));
        _resting.IsResting(One, Seconds(5), out _).Should().BeFalse();
        _resting.IsResting(Other, Seconds(1), out _).Should().BeFalse();
    }

    [Fact]
    public void Add_Again_MovesTheTime()
    {
        _resting.Add(One, Seconds(5), Seconds(0));
        _resting.Add(One, Seconds(9), Seconds(1));

        _resting.IsResting(One, Seconds(8), out _).Should().BeTrue();
    }

    [Fact]
    public void Add_WhenOthersAreOver_ForgetsThemAlone()
    {
        _resting.Add(One, Seconds(1), Seconds(0));
        _resting.Add(Other, Seconds(5), Seconds(0));

        _resting.Add(new RemoteAddress(3, 1), Seconds(9), Seconds(2));

        _resting.IsResting(One, Seconds(0.5), out _).Should().BeFalse("it was forgotten");
        _resting.IsResting(Other, Seconds(2), out _).Should().BeTrue();
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

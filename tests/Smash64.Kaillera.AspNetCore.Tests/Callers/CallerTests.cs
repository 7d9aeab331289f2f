using Smash64.Kaillera.AspNetCore.Callers;

namespace Smash64.Kaillera.AspNetCore.Tests.Callers;

public sealed class CallerTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true, "it is one address")]
    [InlineData("203.0.113.7", "203.0.113.8", false, "neighbours are two clients")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff", true, "a household has a /64 to itself")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false, "another /64 is another household")]
    [InlineData("2001:db8:1:2::7", "2001:db9:1:2::7", false, "another provider is another household")]
    [InlineData("203.0.113.7", "2001:db8::7", false, "they have nothing to do with each other")]
    public void LimitKey_TwoAddresses_IsOneForOneHousehold(string left, string right, bool isOne, string because)
    {
        var (first, second) = (new Caller(IPAddress.Parse(left)), new Caller(IPAddress.Parse(right)));

        (first.LimitKey == second.LimitKey).Should().Be(isOne, because);
    }

    [Fact]
    public void LimitKey_UnknownCallers_AreCountedAsOne() =>
        new Caller(Address: null).LimitKey.Should().Be(new Caller(Address: null).LimitKey);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.8", "203.0.113.7", false)]
    [InlineData("2001:db8::7", "203.0.113.7", false)]
    [InlineData(null, "203.0.113.7", false)]
    public void Owns_Target_OnlyAtHisOwnAddress(string? caller, string target, bool owns) =>
        new Caller(caller is null ? null : IPAddress.Parse(caller)).Owns(new IPEndPoint(IPAddress.Parse(target), 27886)).Should().Be(owns);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::7", null)]
    [InlineData(null, null)]
    public void IPv4_Caller_IsWhereAHostCouldBe(string? caller, string? expected) =>
        new Caller(caller is null ? null : IPAddress.Parse(caller)).IPv4?.ToString().Should().Be(expected);
}

using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

public sealed class P2PCheckRequestTests
{
    private static readonly IPAddress Host = IPAddress.Parse("203.0.113.7");

    [Theory]
    [InlineData(1025)]
    [InlineData(27886)]
    [InlineData(65534)]
    public void Constructor_PortInRange_KeepsHostAndPort(int port)
    {
        var request = new P2PCheckRequest(Host, port);

        (request.Host, request.Port, request.IsSelf, request.Via).Should().Be((Host, port, false, null));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(int.MaxValue)]
    public void Constructor_PortOutOfRange_NamesValueAndRule(int port)
    {
        Action[] acts = [() => _ = new P2PCheckRequest(Host, port), () => P2PCheckRequest.Self(port)];

        foreach (var act in acts)
        {
            act.Should().Throw<ArgumentOutOfRangeException>()
                .WithParameterName(nameof(port))
                .WithMessage($"*1025 to 65534*{port}*");
        }
    }

    [Fact]
    public void Constructor_NoPort_TakesThePort27886()
    {
        new P2PCheckRequest(Host).Port.Should().Be(27886);
        P2PCheckRequest.Self().Port.Should().Be(27886);
    }

    [Fact]
    public void Constructor_IPv4InIPv6Form_TakesItAsIPv4()
    {
        new P2PCheckRequest(IPAddress.Parse("::ffff:203.0.113.7")).Host.Should().Be(Host);
    }

    [Theory]
    [InlineData("2001:db8::7")]
    [InlineData("::1")]
    [InlineData("fe80::1%3")]
    public void Constructor_IPv6_NamesValueAndRule(string host)
    {
        var act = () => new P2PCheckRequest(IPAddress.Parse(host));

        act.Should().Throw<ArgumentException>().WithParameterName(nameof(host)).WithMessage($"*IPv4*{host}*");
    }

    [Fact]
    public void Constructor_Null_Throws()
    {
        var act = () => new P2PCheckRequest(null!);

        act.Should().Throw<ArgumentNullException>().WithParameterName("host");
    }

    [Fact]
    public void Self_HasNoHost()
    {
        var request = P2PCheckRequest.Self(27890);

        (request.Host, request.Port, request.IsSelf).Should().Be((null, 27890, true));
    }

    [Theory]
    [InlineData("a\nb", "a line break starts a line of its own in the host's chat")]
    [InlineData("a\u0000b", "the host's line would end there")]
    [InlineData("\u001b[2J", "it steers a terminal")]
    [InlineData("a\u2028b", "it is a line separator")]
    [InlineData("a\u202eb", "it turns the rest of the line around")]
    public void Via_UnsafeText_IsRefused(string via, string because)
    {
        var act = () => P2PCheckRequest.Self() with { Via = via };

        act.Should().Throw<ArgumentException>(because).WithMessage("Via must not hold control characters*");
    }

    [Fact]
    public void Via_HalfASurrogatePair_IsRefused()
    {
        var act = () => P2PCheckRequest.Self() with { Via = "a\ud800" };

        act.Should().Throw<ArgumentException>("the original stops half-way and leaves the host occupied");
    }

    [Theory]
    [InlineData("v", 177)]
    [InlineData("é", 88)]
    [InlineData("🍄", 44)]
    public void Via_LongestThatFits_IsKeptAndOneMoreRefused(string character, int count)
    {
        var longest = string.Concat(Enumerable.Repeat(character, count));

        (P2PCheckRequest.Self() with { Via = longest }).Via.Should().Be(longest);
        FluentActions.Invoking(() => P2PCheckRequest.Self() with { Via = longest + character })
            .Should().Throw<ArgumentException>().WithMessage("Via must be at most 177 bytes*");
    }
}

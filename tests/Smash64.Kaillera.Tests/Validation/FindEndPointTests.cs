namespace Smash64.Kaillera.Tests.Validation;

/// <summary>The one address in what a player pastes.</summary>
public sealed class FindEndPointTests
{
    [Theory]
    [InlineData(" 203.0.113.7:27887 ", 27_887)]
    [InlineData("My IP: 203.0.113.7:27887", 27_887)]
    [InlineData("203.0.113.7 27887", 27_887)]
    [InlineData("203.0.113.7:27887/udp", 27_887)]
    [InlineData("203.0.113.7\u200B", 27_886)]
    [InlineData("\uFEFF203.0.113.7\u200B:27887\u2060", 27_887)]
    [InlineData("203.0.113.7 : 27887", 27_887)]
    [InlineData("http://203.0.113.7:27887/", 27_887)]
    [InlineData("Use 203.0.113.7, port 27887?", 27_887)]
    [InlineData("It is 203.0.113.7 27887.", 27_887)]
    [InlineData("203.0.113.7 27887.5", 27_886)]
    [InlineData("203.0.113.7, port 27887", 27_887)]
    [InlineData("203.0.113.7 PORT: 27887", 27_887)]
    [InlineData("My IP is 203.0.113.7.", 27_886)]
    [InlineData("Join me at 203.0.113.7: thanks", 27_886)]
    [InlineData("(203.0.113.7:27887)", 27_887)]
    [InlineData("ip=203.0.113.7;27887;Ness", 27_887)]
    [InlineData("203.0.113.7\t27887\tSMASH", 27_887)]
    [InlineData("203.0.113.7 2 players", 27_886)]
    [InlineData("203.0.113.7 2026-11-27", 27_886)]
    [InlineData("203.0.113.7/24", 27_886)]
    [InlineData("203.0.113.7 and 203.0.113.7", 27_886)]
    [InlineData("203.0.113.7 (203.0.113.7:27887)", 27_887)]
    [InlineData("1.2.3, then 203.0.113.7", 27_886)]
    [InlineData("203.0.113.7", 27_886)]
    public void TryFindEndPoint_OneAddressAmongOtherThings_IsFound(string text, int port)
    {
        KailleraValidation.TryFindEndPoint(text, KailleraDefaults.P2PPort, out var endPoint).Should().BeTrue();

        endPoint.Should().Be(new IPEndPoint(IPAddress.Parse("203.0.113.7"), port));
    }

    [Theory]
    [InlineData(null, "nothing was entered")]
    [InlineData("", "nothing was entered")]
    [InlineData("no address here", "valid IPv4 address")]
    [InlineData("203.0.113.256", "larger than 255")]
    [InlineData("203.0.113.7.8", "valid IPv4 address")]
    [InlineData("v203.0.113.7", "valid IPv4 address")]
    [InlineData("203.0.113.7th", "valid IPv4 address")]
    [InlineData("host-203.0.113.7.example.com", "valid IPv4 address")]
    [InlineData("IP-203.0.113.7", "valid IPv4 address")]
    [InlineData("_203.0.113.7", "valid IPv4 address")]
    [InlineData("203.0.113.7_x", "valid IPv4 address")]
    [InlineData("203.0.113.7-x", "valid IPv4 address")]
    [InlineData("010.0.113.7", "leading zero")]
    [InlineData("203.0.113.7:99999", "\"99999\" is not a valid port")]
    [InlineData("My IP: 203.0.113.7:80 ", "\"80\" is not a valid port")]
    [InlineData("203.0.113.7:27886x", "\"27886x\" is not a valid port")]
    [InlineData("203.0.113.7 or 198.51.100.2:27887", "names two addresses, 203.0.113.7 and 198.51.100.2:27887")]
    [InlineData("203.0.113.7:27886 or 203.0.113.7:27887", "names two addresses, 203.0.113.7:27886 and 203.0.113.7:27887")]
    public void TryFindEndPoint_NoneOrTwo_FindsNoneAndSaysWhy(string? text, string reason)
    {
        KailleraValidation.TryFindEndPoint(text, KailleraDefaults.P2PPort, out var endPoint).Should().BeFalse();

        endPoint.Should().BeNull();
        KailleraValidation.DescribeUnfoundEndPoint(text).Should().Contain(reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    public void TryFindEndPoint_DefaultPortOutOfRange_IsTheCallersMistake(int port)
    {
        var finding = () => KailleraValidation.TryFindEndPoint("203.0.113.7", port, out _);

        finding.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*from 1 to 65535*");
    }

    [Fact]
    public void TryFindEndPoint_AnyText_NeverThrowsAndFindsOnlyWhatStandsThere()
    {
        var random = new Random(20_261_127);
        string[] pieces = ["203.0.113.7", ":", " ", "27886", ".", "x", "port", "/", "\u200B", "256", "7", ",", "198.51.100.2", "\uD800"];
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (KailleraValidation.TryFindEndPoint(text, 1, out var endPoint))
            {
                text.Should().Contain(endPoint.Address.ToString());
                (endPoint.Port == 1 || text.Contains($"{endPoint.Port}", StringComparison.Ordinal)).Should().BeTrue();
            }
            else
            {
                KailleraValidation.DescribeUnfoundEndPoint(text).Should().NotBeEmpty();
            }
        }
    }

    [Fact]
    public void TryFindEndPoint_WhatTryParseEndPointTakes_IsFoundTheSame()
    {
        foreach (var text in new[] { "203.0.113.7", "203.0.113.7:1025", "0.0.0.0:65534", "255.255.255.255" })
        {
            KailleraValidation.TryParseEndPoint(text, 5, out var parsed).Should().BeTrue();
            KailleraValidation.TryFindEndPoint(text, 5, out var found).Should().BeTrue();
            found.Should().Be(parsed);
        }
    }
}

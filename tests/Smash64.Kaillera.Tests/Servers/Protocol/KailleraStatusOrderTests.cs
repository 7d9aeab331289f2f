using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraStatusOrderTests
{
    // Each user is two digits: the byte before the number and the one behind it.
    [Theory]
    [InlineData("", 0, "nobody is there to tell")]
    [InlineData("11 12 21 22", 0, "a user who may be read either way tells nothing")]
    [InlineData("00 33 07 90", 0, "a user who can be read neither way tells nothing")]
    [InlineData("13", -1, "3 is no status")]
    [InlineData("01", -1, "0 is no connection")]
    [InlineData("02 16 11", -2, "one who tells nothing changes nothing")]
    [InlineData("31", 1, "3 is no status")]
    [InlineData("10", 1, "0 is no connection")]
    [InlineData("20 61 11", 2, "one who tells nothing changes nothing")]
    [InlineData("31 41 15", 1, "the more users are believed")]
    [InlineData("31 15", 0, "users who contradict each other tell nothing")]
    public void Deduce_Users_CountsThoseWhoTell(string users, int evidence, string because)
    {
        var order = Deduce(users);

        order.Evidence.Should().Be(evidence, because);
        order.IsConnectionFirst.Should().Be(evidence > 0, "where nothing is told, EmuLinkerSF's order is taken");
    }

    [Fact]
    public void Plus_PartsOfALongStatus_TellTogether()
    {
        (Deduce("11 12") + Deduce("31") + Deduce("")).IsConnectionFirst.Should().BeTrue();
        (Deduce("31") + Deduce("13 14")).IsConnectionFirst.Should().BeFalse();
    }

    [Fact]
    public void StatusOfAndConnectionOf_User_FollowTheOrder()
    {
        var user = new KailleraStatusUser { BeforeId = 1, BehindId = 2 };

        (Deduce("14").StatusOf(user), Deduce("14").ConnectionOf(user)).Should().Be(((byte)1, KailleraConnection.Excellent));
        (Deduce("41").StatusOf(user), Deduce("41").ConnectionOf(user)).Should().Be(((byte)2, KailleraConnection.Lan));
    }

    private static KailleraStatusOrder Deduce(string users)
    {
        var bytes = new List<byte>();
        foreach (var digits in users.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var buffer = new byte[16];
            var user = new KailleraStatusUser { Name = "x"u8, BeforeId = (byte)(digits[0] - '0'), BehindId = (byte)(digits[1] - '0') };
            bytes.AddRange(buffer.AsSpan(0, user.Write(buffer)));
        }

        return KailleraStatusOrder.Deduce(new KailleraStatusMessage { Users = bytes.ToArray() });
    }
}

namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraInboxTests
{
    private readonly KailleraInbox _inbox = new();

    [Fact]
    public void Take_MessagesInOrder_AreReadEachOnce()
    {
        Take(0).Should().BeTrue();
        Take(1, 0).Should().BeTrue();
        Take(2, 1, 0).Should().BeTrue();

        Read().Should().Equal(0, 1, 2);
    }

    [Fact]
    public void Take_TheSameAgain_IsNoNews()
    {
        Take(1, 0);
        Read();

        Take(1, 0).Should().BeFalse();
        Read().Should().BeEmpty();
    }

    [Fact]
    public void Take_DatagramsOutOfOrder_WaitForWhatIsMissing()
    {
        Take(4, 3).Should().BeTrue();
        _inbox.HasGap.Should().BeTrue();
        Read().Should().BeEmpty();

        Take(2, 1, 0);

        _inbox.HasGap.Should().BeFalse();
        Read().Should().Equal(0, 1, 2, 3, 4);
    }

    [Fact]
    public void SkipGap_WhatIsMissingNeverCame_ReadsTheRest()
    {
        Take(7, 6);
        _inbox.SkipGap();

        Read().Should().Equal(6, 7);
    }

    [Fact]
    public void Take_NumbersThatWrap_GoOn()
    {
        for (var number = 0; number < 66_000; number++)
        {
            Take((ushort)number).Should().BeTrue();
            Read().Should().ContainSingle().Which.Should().Be(number % 256);
        }
    }

    [Fact]
    public void Take_NumbersFarAheadOrBehind_AreNoise()
    {
        Take(0);
        Read();

        Take(300).Should().BeFalse();
        Take(ushort.MaxValue).Should().BeFalse("it lies behind");
        _inbox.HasGap.Should().BeFalse();
    }

    [Fact]
    public void Take_MoreBytesThanAServerEverKeepsBack_KeepsABoundedPart()
    {
        for (var number = 1; number < 200; number++)
        {
            Take([(ushort)number], bodyLength: 1_000);
        }

        _inbox.SkipGap();
        Read().Should().HaveCountLessThanOrEqualTo(65, "64 KiB are kept at the most").And.HaveCountGreaterThan(50);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0100000500")]
    [InlineData("504F4E4700")]
    public void Take_NoListOfMessages_SaysSo(string hex) =>
        _inbox.Take(Convert.FromHexString(hex), out _).Should().BeFalse();

    private bool Take(params ushort[] newestFirst) => Take(newestFirst, bodyLength: 1);

    private bool Take(ushort[] newestFirst, int bodyLength)
    {
        var buffer = new byte[2_000];
        var writer = new KailleraDatagramWriter(buffer);
        foreach (var number in newestFirst)
        {
            var body = new byte[bodyLength];
            body[0] = (byte)number;
            writer.Write(number, KailleraMessageType.Information, body);
        }

        _inbox.Take(writer.Written, out var isNew).Should().BeTrue();
        return isNew;
    }

    private List<int> Read()
    {
        List<int> numbers = [];
        while (_inbox.TryNext(out _, out var body))
        {
            numbers.Add(body[0]);
        }

        return numbers;
    }
}

namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraPingResultTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Parse("203.0.113.7"), 27888);

    public static TheoryData<KailleraPingResult, string> Reasons =>
        new()
        {
            {
                new(Server, KailleraPingStatus.Responding) { Sent = 1, Received = 1, MeanRoundTripTime = TimeSpan.FromMilliseconds(45.25) },
                "A Kaillera server at 203.0.113.7:27888 answered 1 of 1 ping after 45.3 ms on average."
            },
            {
                new(Server, KailleraPingStatus.Responding) { Sent = 3, Received = 1 },
                "A Kaillera server at 203.0.113.7:27888 answered 1 of 3 pings."
            },
            { new(Server, KailleraPingStatus.PortClosed), "The machine at 203.0.113.7 answered that nothing listens on UDP port 27888." },
            { new(Server, KailleraPingStatus.NotAKailleraServer), "Another program than a Kaillera server answers at 203.0.113.7:27888." },
            {
                new(Server, KailleraPingStatus.NoResponse) { Sent = 1, Elapsed = TimeSpan.FromSeconds(1) },
                "We pinged 203.0.113.7:27888 once in 1.0 s and nothing came back."
            },
            {
                new(Server, KailleraPingStatus.NoResponse) { Sent = 3, Elapsed = TimeSpan.FromSeconds(3) },
                "We pinged 203.0.113.7:27888 3 times in 3.0 s and nothing came back."
            },
            { new(Server, KailleraPingStatus.Unknown), "203.0.113.7:27888 has not been asked." },
        };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_AnyResult_SaysWhatTheStatusRestsOn(KailleraPingResult result, string reason)
    {
        result.Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData(0, 0, 0.0)]
    [InlineData(4, 4, 0.0)]
    [InlineData(4, 3, 0.25)]
    [InlineData(4, 0, 1.0)]
    public void Loss_SentAndReceived_IsTheShareUnanswered(int sent, int received, double loss)
    {
        new KailleraPingResult(Server, KailleraPingStatus.Unknown) { Sent = sent, Received = received }.Loss.Should().Be(loss);
    }

    [Theory]
    [InlineData(KailleraPingStatus.Unknown, false)]
    [InlineData(KailleraPingStatus.Responding, true)]
    [InlineData(KailleraPingStatus.PortClosed, false)]
    [InlineData(KailleraPingStatus.NotAKailleraServer, false)]
    [InlineData(KailleraPingStatus.NoResponse, false)]
    public void IsReachable_Status_IsTrueForAServerThatAnswered(KailleraPingStatus status, bool isReachable)
    {
        new KailleraPingResult(Server, status).IsReachable.Should().Be(isReachable);
    }

    [Fact]
    public void Scope_DocumentationAddress_IsTold()
    {
        new KailleraPingResult(Server, KailleraPingStatus.Unknown).Scope.Should().Be(AddressScope.Documentation);
    }

    [Fact]
    public void Constructor_NoEndPoint_IsRefused()
    {
        FluentActions.Invoking(() => new KailleraPingResult(null!, KailleraPingStatus.Unknown)).Should().Throw<ArgumentNullException>();
    }
}

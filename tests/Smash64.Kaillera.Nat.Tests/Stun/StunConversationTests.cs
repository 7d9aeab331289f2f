namespace Smash64.Kaillera.Nat.Tests.Stun;

/// <summary>The conversation against servers and NATs of the test's own, in virtual time.</summary>
public sealed class StunConversationTests
{
    private const int LocalPort = 27886;

    private static readonly IPEndPoint First = IPEndPoint.Parse("198.51.100.1:3478");
    private static readonly IPEndPoint Second = IPEndPoint.Parse("192.0.2.9:3478");
    private static readonly IPEndPoint Public = IPEndPoint.Parse("203.0.113.7:27886");
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Fact]
    public void Ask_OneServer_TellsWhatItSees()
    {
        var outcome = Run([First], static _ => Public);

        var answer = outcome.Answers.Should().ContainSingle().Which;
        (answer.Server, answer.Mapped, answer.RoundTripTime).Should().Be((First, Public, TimeSpan.FromMilliseconds(40)));
        outcome.Elapsed.Should().Be(TimeSpan.FromMilliseconds(40), "nobody else is to be waited for");
    }

    [Fact]
    public void Ask_TwoServersThatSeeTheSame_IsEndpointIndependent() =>
        Result(Run([First, Second], static _ => Public)).Mapping.Should().Be(NatMapping.EndpointIndependent);

    [Fact]
    public void Ask_TwoServersThatSeeOtherPorts_IsDependent() =>
        Result(Run([First, Second], static server => new IPEndPoint(Public.Address, server.Equals(First) ? 40_000 : 40_001)))
            .Mapping.Should()
            .Be(NatMapping.Dependent);

    [Fact]
    public void Ask_OneServerWithAnotherAddress_AsksThereToo()
    {
        var outcome = Run([First], static _ => Public, other: Second);

        outcome.Answers.Select(answer => answer.Server).Should().Equal(First, Second);
        Result(outcome).Mapping.Should().Be(NatMapping.EndpointIndependent);
    }

    [Theory]
    [InlineData("192.168.1.1:53")]
    [InlineData("127.0.0.1:27886")]
    [InlineData("224.0.0.1:3478")]
    [InlineData("198.51.100.1:3478")]
    public void Ask_OtherAddressThatLeadsInside_IsNotAsked(string other)
    {
        // Documentation addresses are their own scope here: what counts is that the other one is of another.
        var conversation = new StunConversation([First], LocalPort, Timeout);
        var question = Take(conversation, TimeSpan.Zero).Should().ContainSingle().Which;

        Answer(conversation, question, Public, IPEndPoint.Parse(other), First);

        Take(conversation, TimeSpan.FromSeconds(1)).Should().BeEmpty();
        conversation.TryReadEvent(out var outcome).Should().BeTrue();
        outcome!.Answers.Should().ContainSingle();
    }

    [Fact]
    public void Ask_SomebodyElseAnswers_IsNotBelieved()
    {
        var conversation = new StunConversation([First], LocalPort, Timeout);
        var question = Take(conversation, TimeSpan.Zero).Single();
        var forged = IPEndPoint.Parse("203.0.113.66:1");

        Answer(conversation, question, forged, other: null, sender: Second);
        Answer(conversation, question, forged, other: null, sender: new IPEndPoint(First.Address, First.Port + 1));
        var otherId = question.Datagram.ToArray();
        otherId[19] ^= 1;
        Answer(conversation, (question.Server, otherId), forged, other: null, sender: First);
        Answer(conversation, question, Public, other: null, sender: First);

        conversation.Advance(TimeSpan.FromMilliseconds(1));
        conversation.TryReadEvent(out var outcome).Should().BeTrue();
        outcome!.Answers.Single().Mapped.Should().Be(Public);
    }

    [Fact]
    public void Ask_NobodyAnswers_AsksEightTimesAndEndsInTime()
    {
        List<double> times = [];

        var outcome = Run([First], static _ => null, onAsked: (_, now) => times.Add(now.TotalMilliseconds));

        times.Should().Equal(0, 200, 600, 1_000, 1_400, 1_800, 2_200, 2_600);
        outcome.Answers.Should().BeEmpty();
        outcome.Elapsed.Should().Be(Timeout);
        Result(outcome).Reason.Should().StartWith("No STUN server answered");
    }

    [Fact]
    public void Ask_OneOfTwoIsSilent_TellsWhatTheOtherSees()
    {
        var outcome = Run([First, Second], static server => server.Equals(Second) ? Public : null);

        outcome.Answers.Single().Server.Should().Be(Second);
        Result(outcome).Mapping.Should().Be(NatMapping.Unknown);
    }

    [Fact]
    public void Ask_FiveThousandTimesAtTwentyPercentLossEachWay_IsRight()
    {
        var random = new Random(20);
        var right = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var isDependent = i % 2 == 0;
            var outcome = Run(
                [First, Second],
                server => new IPEndPoint(Public.Address, isDependent ? 40_000 + server.Address.GetAddressBytes()[3] : 40_000),
                isLost: () => random.Next(100) < 20
            );
            right += Result(outcome).Mapping == (isDependent ? NatMapping.Dependent : NatMapping.EndpointIndependent) ? 1 : 0;
        }

        right.Should().BeGreaterThanOrEqualTo(4_990, "at 99.9 % both have answered within eight questions");
    }

    [Fact]
    public void Result_NoNat_SaysSo()
    {
        var result = new StunResult(Public, [new StunAnswer(First, Public)]);

        (result.IsTranslated, result.KeepsPort).Should().Be((false, true));
        result.Reason.Should().Contain("no NAT");
    }

    [Fact]
    public void Result_NatThatKeepsThePort_SaysSo()
    {
        var result = new StunResult(IPEndPoint.Parse("192.168.1.20:27886"), [new StunAnswer(First, Public), new StunAnswer(Second, Public)]);

        (result.IsTranslated, result.KeepsPort, result.Mapping).Should().Be((true, true, NatMapping.EndpointIndependent));
        result.Reason.Should().Be("The internet sees 192.168.1.20:27886 as 203.0.113.7:27886. The NAT shows the same to everybody.");
    }

    private static StunResult Result(StunOutcome outcome) => new(IPEndPoint.Parse("192.168.1.20:27886"), outcome.Answers);

    /// <summary>Lets the conversation talk to servers that are 20 ms away.</summary>
    private static StunOutcome Run(
        IReadOnlyList<IPEndPoint> servers,
        Func<IPEndPoint, IPEndPoint?> see,
        IPEndPoint? other = null,
        Action<IPEndPoint, TimeSpan>? onAsked = null,
        Func<bool>? isLost = null
    )
    {
        var there = TimeSpan.FromMilliseconds(40);
        var conversation = new StunConversation(servers, LocalPort, Timeout);
        var arrivals = new PriorityQueue<(IPEndPoint Server, byte[] Datagram), TimeSpan>();
        var now = TimeSpan.Zero;
        while (true)
        {
            foreach (var question in Take(conversation, now))
            {
                onAsked?.Invoke(question.Server, now);
                if (see(question.Server) is { } mapped && isLost?.Invoke() != true && isLost?.Invoke() != true)
                {
                    arrivals.Enqueue((question.Server, StunMessageWriter.WriteAnswer(question.Datagram.AsSpan(8, 12), mapped, other)), now + there);
                }
            }

            if (conversation.TryReadEvent(out var outcome))
            {
                return outcome;
            }

            var comesNext = arrivals.TryPeek(out _, out var at) && at <= conversation.WakeUp;
            now = comesNext ? at : conversation.WakeUp;
            while (arrivals.TryPeek(out var arrival, out at) && at <= now)
            {
                arrivals.Dequeue();
                conversation.Receive(arrival.Datagram, arrival.Server, LocalPort, now);
            }
        }
    }

    private static List<(IPEndPoint Server, byte[] Datagram)> Take(StunConversation conversation, TimeSpan now)
    {
        List<(IPEndPoint, byte[])> questions = [];
        conversation.Advance(now);
        while (conversation.TryWrite(out var port, out var server, out var datagram))
        {
            port.Should().Be(LocalPort);
            questions.Add((server, datagram.ToArray()));
        }

        return questions;
    }

    private static void Answer(
        StunConversation conversation,
        (IPEndPoint Server, byte[] Datagram) question,
        IPEndPoint mapped,
        IPEndPoint? other,
        IPEndPoint sender
    ) => conversation.Receive(StunMessageWriter.WriteAnswer(question.Datagram.AsSpan(8, 12), mapped, other), sender, LocalPort, TimeSpan.FromMilliseconds(1));
}

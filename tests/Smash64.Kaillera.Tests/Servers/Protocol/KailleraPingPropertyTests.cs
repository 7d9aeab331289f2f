using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Servers;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What holds for every pinging conversation, whatever the line and the other side do.</summary>
public sealed class KailleraPingPropertyTests
{
    [Fact]
    public void Receive_AnyBytes_NeverThrowsAndIsNoisePlainly()
    {
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>().Filter(bytes => !bytes.AsSpan().SequenceEqual(KailleraDoorway.Pong)),
                bytes => new PingDriver().Receive(bytes).Finish().Result.Status == KailleraPingStatus.NotAKailleraServer
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Conversation_AnythingAtAnyTime_EndsInTimeAndSendsNoMoreThanItMay()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 20);
            var timeout = random.Next(1, 3_000);
            var ping = new PingDriver(count, timeout);
            var turn = Math.Max(timeout * 1.25, 2_500);
            for (var time = 0.0; !ping.Conversation.IsFinished; time += random.NextDouble() * random.Next(1, 500))
            {
                ping.Advance(time);
                _ = random.Next(6) switch
                {
                    0 => ping.PortUnreachable(),
                    1 => ping.Receive([(byte)seed]),
                    2 => ping.ReceiveTwoPongs(),
                    _ => ping.Pong(),
                };
            }

            var result = ping.Result;
            ping.Sent.Should().HaveCountLessThanOrEqualTo(count + 1, "seed {0}", seed);
            result.Received.Should().BeInRange(0, result.Sent, "seed {0}", seed);
            result.Loss.Should().BeInRange(0, 1, "seed {0}", seed);
            result.Elapsed.TotalMilliseconds.Should().BeLessThanOrEqualTo((count + 1) * turn, "seed {0}", seed);
            (result.MinimumRoundTripTime >= TimeSpan.Zero).Should().Be(result.MeanRoundTripTime is not null, "seed {0}", seed);
        }
    }

    [Fact]
    public void RoundTripTime_SteadyLineWithAnyLossAndTimeout_IsRightOrMissing()
    {
        var measured = 0;
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var loss = random.NextDouble() * 0.5;
            var roundTrip = random.Next(1, 2_000);
            var ping = new PingDriver(count: random.Next(1, 20), timeout: random.Next(20, 2_000));
            for (var answered = 0; ; answered++)
            {
                while (answered == ping.Sent.Count && !ping.Conversation.IsFinished)
                {
                    ping.Advance(ping.Conversation.WakeUp.TotalMilliseconds);
                }

                if (ping.Conversation.IsFinished)
                {
                    break;
                }

                if (random.NextDouble() >= loss)
                {
                    ping.PongAt(ping.Sent[answered] + roundTrip);
                }
            }

            var result = ping.Result;
            var expected = result.MeanRoundTripTime is null ? (TimeSpan?)null : TimeSpan.FromMilliseconds(roundTrip);
            result.MinimumRoundTripTime.Should().Be(expected, "seed {0}", seed);
            result.MaximumRoundTripTime.Should().Be(expected, "seed {0}", seed);
            measured += expected is null ? 0 : 1;
        }

        measured.Should().BeGreaterThan(3_000, "a rule that measures nothing would be right as well");
    }
}

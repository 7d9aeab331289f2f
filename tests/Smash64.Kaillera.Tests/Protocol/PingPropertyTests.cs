using FsCheck;
using FsCheck.Fluent;

namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>What holds for the pings of every call, whatever the line and the other side do.</summary>
public sealed class PingPropertyTests
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
    public void Receive_NearlyAPong_IsNoise()
    {
        var pong = KailleraDoorway.Pong.ToArray();
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var datagram = new byte[random.Next(0, 8)];
            pong.AsSpan(0, Math.Min(pong.Length, datagram.Length)).CopyTo(datagram);
            if (datagram.Length == pong.Length)
            {
                datagram[random.Next(pong.Length)] ^= (byte)random.Next(1, 256);
            }

            new PingDriver().Receive(datagram).Finish().Result.Status.Should().Be(KailleraPingStatus.NotAKailleraServer, "seed {0}", seed);
        }
    }

    [Fact]
    public void Pings_AnythingAtAnyTime_EndInTimeAndAreNoMoreThanTheyMay()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 20);
            var timeout = random.Next(1, 3_000);
            var ping = new PingDriver(count, timeout);
            for (var time = 0.0; !ping.IsFinished; time += random.NextDouble() * random.Next(1, 500))
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
            result.Sent.Should().Be(ping.Sent.Count, "seed {0}", seed);
            result.Received.Should().BeInRange(0, count, "seed {0}", seed);
            result.Loss.Should().BeInRange(0, 1, "seed {0}", seed);
            result.Elapsed.TotalMilliseconds.Should().BeLessThanOrEqualTo(((count + 1) * timeout) + 100, "seed {0}", seed);
            (result.MeanRoundTripTime is not null).Should().Be(result.Received > 0, "seed {0}", seed);
            (result.Jitter is not null).Should().Be(result.Received > 1, "seed {0}", seed);
            result.IsReachable.Should().Be(result.Received > 0, "seed {0}", seed);
        }
    }

    [Fact]
    public void Result_AnyLossReorderingAndDuplication_IsExactlyWhatTheLineDid()
    {
        var late = 0;
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var line = new PongLine(random);
            var timeout = random.Next(20, 2_000);
            var ping = new PingDriver(count: random.Next(1, 20), timeout);

            var arrivals = line.Play(ping);

            var first = arrivals.Where(pongs => pongs.Count > 0).Select(pongs => pongs.Min()).ToList();
            var times = first.Where(time => time < timeout).Select(TimeSpan.FromMilliseconds).ToList();
            late += first.Count - times.Count;
            var differences = times.Zip(times.Skip(1), (one, next) => (next - one).Duration()).ToList();
            ping.Result.Should()
                .BeEquivalentTo(
                    new
                    {
                        Status = times.Count > 0 ? KailleraPingStatus.Responding : KailleraPingStatus.NoResponse,
                        Sent = arrivals.Count,
                        Received = times.Count,
                        MinimumRoundTripTime = times.Count > 0 ? times.Min() : (TimeSpan?)null,
                        MaximumRoundTripTime = times.Count > 0 ? times.Max() : (TimeSpan?)null,
                        MeanRoundTripTime = times.Count > 0 ? Mean(times) : (TimeSpan?)null,
                        Jitter = differences.Count > 0 ? Mean(differences) : (TimeSpan?)null,
                    },
                    "seed {0}",
                    seed
                );
        }

        late.Should().BeGreaterThan(5_000, "late answers are what could be mistaken");
    }

    [Fact]
    public void RoundTripTime_ServerIsStartingAnew_IsTimedFromThePingThatItAnswered()
    {
        var repeated = 0;
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var timeout = random.Next(2, 2_000);
            var roundTrip = random.Next(1, timeout);
            var opens = random.Next(0, 300);
            var ping = new PingDriver(count: random.Next(1, 5), timeout);

            for (var answered = 0; answered < ping.Sent.Count && !ping.IsFinished; answered++)
            {
                var asked = ping.Sent[answered];
                ping.Advance(asked + roundTrip);
                _ = asked + (roundTrip / 2.0) < opens ? ping.PortUnreachable() : ping.Pong();
                if (answered == ping.Sent.Count - 1 && !ping.IsFinished)
                {
                    ping.Advance(ping.WakeUp); // the repeat
                }
            }

            var result = ping.Result;
            var expected = result.IsReachable ? TimeSpan.FromMilliseconds(roundTrip) : (TimeSpan?)null;
            result.Status.Should().BeOneOf([KailleraPingStatus.Responding, KailleraPingStatus.PortClosed], "seed {0}", seed);
            result.MinimumRoundTripTime.Should().Be(expected, "seed {0}", seed);
            result.MaximumRoundTripTime.Should().Be(expected, "seed {0}", seed);
            repeated += result.IsReachable && result.Sent > result.Received ? 1 : 0;
        }

        repeated.Should().BeGreaterThan(1_000, "or nothing would be shown");
    }

    private static TimeSpan Mean(List<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time) / times.Count;
}

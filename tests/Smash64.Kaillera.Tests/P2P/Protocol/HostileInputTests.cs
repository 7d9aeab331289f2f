using FsCheck;
using FsCheck.Fluent;


namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>Whatever comes from the network: no exception, no byte read past the end, bounded work.</summary>
public sealed class HostileInputTests
{
    private const int Mutations = 1_000_000;

    private static readonly byte[][] Seeds =
    [
        .. WireRecordings.All.SelectMany(session => session.Datagrams).Select(datagram => datagram.Payload).DistinctBy(Convert.ToHexString, StringComparer.Ordinal),
    ];

    [Fact]
    public void Reader_AMillionMutatedRecordings_NeverThrowsAndNeverReadsMoreThanThereIs()
    {
        Workers.For(
            Environment.ProcessorCount,
            worker =>
            {
                var random = new Random(worker);
                for (var i = 0; i < Mutations / Environment.ProcessorCount; i++)
                {
                    var datagram = Mutate(random, Seeds[random.Next(Seeds.Length)]);
                    ReadAll(datagram);
                    _ = P2PAnswer.Read(datagram, KailleraText.DefaultEncoding);
                }
            }
        );
    }

    [Fact]
    public void Reader_AnyBytes_YieldsAtMostWhatTheCountSaysAndTheLengthAllows()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), datagram => ReadAll(datagram)).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void Writer_AnyInstructions_AreReadBackAsTheyWere()
    {
        var instructions = ArbMap
            .Default.GeneratorFor<byte>()
            .SelectMany(serial =>
                ArbMap.Default.GeneratorFor<byte>().SelectMany(type => ArbMap.Default.GeneratorFor<byte[]>().Select(body => (serial, type, body)))
            );
        var lists = instructions.ListOf().Where(list => list.Count is > 0 and <= 14 && list.All(item => item.body.Length <= 254));

        Prop.ForAll(
                lists.ToArbitrary(),
                list =>
                {
                    var writer = new P2PDatagramWriter(new byte[8_192]);
                    foreach (var (serial, type, body) in list)
                    {
                        writer.Write(serial, (P2PInstructionType)type, body);
                    }

                    var isRead = P2PDatagramReader.TryCreate(writer.Written, out var reader);
                    var same = isRead && reader.Count == list.Count;
                    foreach (var (serial, type, body) in list)
                    {
                        same &=
                            reader.TryRead(out var read)
                            && read.Serial == serial
                            && (byte)read.Type == type
                            && read.Body.SequenceEqual(body);
                    }

                    return same;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Decode_AnyBytesInAnyCodePage_NeverThrowsAndNeverSteersATerminal()
    {
        Encoding[] encodings =
        [
            KailleraText.DefaultEncoding,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
            CodePagesEncodingProvider.Instance.GetEncoding(949)!,
            Encoding.Unicode,
        ];

        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes => Array.TrueForAll(encodings, encoding => !KailleraText.Decode(bytes, encoding).Any(char.IsControl))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData(P2PProbeMode.Quiet)]
    [InlineData(P2PProbeMode.Identify)]
    [InlineData(P2PProbeMode.Knock)]
    public void Probe_HostileAnswersAtAnyTime_EndsInTimeAndSendsLittle(P2PProbeMode mode)
    {
        Workers.For(
            2_000,
            seed =>
            {
                var random = new Random(seed);
                var greeting = mode == P2PProbeMode.Identify && seed % 2 == 0 ? Enumerable.Repeat(new string('x', 128), 7) : [];
                var probe = new ProbeDriver(new P2PProbeOptions { Mode = mode, Greeting = [.. greeting] });
                for (var time = 0.0; time < 6_000; time += random.NextDouble() * 100)
                {
                    probe.Advance(time);
                    _ = random.Next(20) switch
                    {
                        0 => probe.PortUnreachable(),
                        1 => probe.Stop(),
                        _ => probe.Receive(Mutate(random, Seeds[random.Next(Seeds.Length)])),
                    };
                }

                probe.Conversation.IsFinished.Should().BeTrue("seed {0}", seed);
                probe.Sent.Should().HaveCountLessThan(100, "seed {0}", seed);
            }
        );
    }

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public void Host_HostileDatagramsFromManyAddresses_AnswersFewAndForgetsThem(P2PHostGeneration generation)
    {
        var random = new Random(64);
        var host = new P2PHostConversation(new P2PHostOptions { Generation = generation });
        var now = TimeSpan.Zero;
        for (var i = 0; i < 200_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(3));
            host.Receive(Mutate(random, Seeds[random.Next(Seeds.Length)]), new IPEndPoint(random.Next(), random.Next(1, 65_536)), now);
            var answers = 0;
            while (host.TryWrite(out _, out _))
            {
                answers++;
            }

            while (host.TryReadEvent(out _)) { }

            answers.Should().BeLessThanOrEqualTo(50, "a datagram holds at most 14 instructions");
        }

        host.Advance(now + TimeSpan.FromSeconds(10));
        host.IsOccupied.Should().BeFalse("silent peers lose their seats");
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var datagram = seed.ToList();
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            switch (random.Next(5))
            {
                case 0 when datagram.Count > 0:
                    datagram[random.Next(datagram.Count)] = (byte)random.Next(256);
                    break;
                case 1 when datagram.Count > 0:
                    datagram.RemoveRange(random.Next(datagram.Count), 1);
                    break;
                case 2:
                    datagram.Insert(random.Next(datagram.Count + 1), (byte)random.Next(256));
                    break;
                case 3:
                    datagram.AddRange(Seeds[random.Next(Seeds.Length)]);
                    break;
                case 4 when datagram.Count > 2:
                    datagram[random.Next(Math.Min(datagram.Count, 6))] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    break;
            }
        }

        if (random.Next(4) == 0)
        {
            datagram = datagram[..random.Next(datagram.Count + 1)];
        }

        return [.. datagram];
    }

    private static bool ReadAll(byte[] datagram)
    {
        _ = P2PDatagramReader.TryReadRawFrame(datagram, out var text);
        if (text.Length > datagram.Length)
        {
            throw new InvalidOperationException("The text is longer than the datagram.");
        }

        if (!P2PDatagramReader.TryCreate(datagram, out var reader))
        {
            return true;
        }

        var length = 1;
        var count = 0;
        while (reader.TryRead(out var instruction))
        {
            count++;
            length += 3 + instruction.Body.Length;
            _ = instruction.TryReadNames(null, out _, out _);
            _ = instruction.TryReadChat(null, out _);
        }

        if (length > datagram.Length || count != datagram[0])
        {
            throw new InvalidOperationException($"Read {length} of {datagram.Length} bytes, {count} of {datagram[0]} instructions.");
        }

        return true;
    }
}

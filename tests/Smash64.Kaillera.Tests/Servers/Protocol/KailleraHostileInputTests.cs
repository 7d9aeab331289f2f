using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever comes from the network: no exception, no byte read past the end, bounded work.</summary>
public sealed class KailleraHostileInputTests
{
    private const int Mutations = 1_000_000;
    private const int MinReadShare = 4;
    private const int Room = 4_096;

    private static readonly byte[][] Datagrams =
    [
        .. KailleraRecordings
            .All.SelectMany(session => session.Datagrams)
            .Select(datagram => datagram.Payload)
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal),
    ];

    private static readonly (byte Type, byte[] Body)[] Messages =
    [
        .. Datagrams
            .SelectMany(ReadMessages)
            .DistinctBy(message => message.Type + Convert.ToHexString(message.Body), StringComparer.Ordinal),
        .. ((IEnumerable<object[]>)KailleraMessageTests.Sentences).Select(row => ((byte)row[1], Encoding.Latin1.GetBytes((string)row[2]))),
    ];

    [Fact]
    public void Readers_AMillionMutations_NeverThrowAndGiveBackWhatTheyRead()
    {
        var read = 0;
        Workers.For(
            Environment.ProcessorCount,
            worker =>
            {
                var random = new Random(worker);
                var (input, output) = (new byte[Room], new byte[Room]);
                var count = 0;
                for (var i = 0; i < Mutations / Environment.ProcessorCount; i++)
                {
                    count += i % 2 == 0 ? ReadMutatedDatagram(random, input, output) : ReadMutatedBody(random, input, output);
                }

                Interlocked.Add(ref read, count);
            }
        );

        read.Should().BeGreaterThan(Mutations / MinReadShare, "mutations that are all refused at once would prove little");
    }

    [Fact]
    public void Readers_AnyBytes_NeverThrowAndGiveBackWhatTheyRead()
    {
        var output = new byte[Room];
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                ArbMap.Default.ArbFor<byte>(),
                (bytes, type) =>
                {
                    _ = ReadDatagram(bytes, output);
                    _ = ReadBody((byte)(1 + (type % 23)), bytes, output);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void TryRead_StatusThatPromisesBillions_DoesTheWorkOfItsBytes()
    {
        // 65,000 bytes are at most 7,222 users of 9 bytes; four billion would take minutes.
        var body = new byte[65_000];
        body.AsSpan(1, 8).Fill(0xFF);

        KailleraStatusMessage.TryRead(new KailleraMessage(0, KailleraMessageType.ServerStatus, body), out var status).Should().BeFalse();

        (status.UserCount, status.Users.Length, status.Games.Length).Should().Be((0U, 0, 0));
    }

    private static int ReadMutatedDatagram(Random random, byte[] input, byte[] output)
    {
        var length = KailleraMutations.Mutate(random, Pick(random, Datagrams), Pick(random, Datagrams), input);
        return ReadDatagram(input.AsSpan(0, length), output);
    }

    private static int ReadMutatedBody(Random random, byte[] input, byte[] output)
    {
        var (type, body) = Pick(random, Messages);
        var length = KailleraMutations.Mutate(random, body, Pick(random, Messages).Body, input);
        return ReadBody(random.Next(8) == 0 ? (byte)random.Next(256) : type, input.AsSpan(0, length), output);
    }

    /// <summary>Reads a datagram as all that it may be, and says whether a message was read through its type.</summary>
    private static int ReadDatagram(ReadOnlySpan<byte> datagram, byte[] output)
    {
        if (KailleraDoorwayText.TryRead(datagram, out var text))
        {
            Hold(datagram.SequenceEqual(output.AsSpan(0, text.Write(output))), "A doorway text is not what was read.");
        }

        if (!KailleraDatagramReader.TryCreate(datagram, out var reader))
        {
            return 0;
        }

        var (count, length, read) = (0, 1, 0);
        var writer = new KailleraDatagramWriter(new byte[datagram.Length]);
        while (reader.TryRead(out var message))
        {
            count++;
            length += KailleraProtocol.MessageHeaderLength + message.Body.Length;
            Hold(IsInside(datagram, message.Body), "A body is outside of the datagram.");
            read |= ReadBody((byte)message.Type, message.Body, output);
            writer.Write(message.Number, message.Type, message.Body);
        }

        Hold(count == datagram[0] && length <= datagram.Length, "Fewer or more was read than the datagram has.");
        Hold(writer.Written.SequenceEqual(datagram[..length]), "The datagram is not what was read.");
        return read;
    }

    private static int ReadBody(byte type, ReadOnlySpan<byte> body, byte[] output)
    {
        var message = new KailleraMessage(0, (KailleraMessageType)type, body);
        var length = KailleraTyped.Rewrite(message, output);
        Hold(length <= body.Length, "More was written than was there.");
        Hold(length < 0 || body.StartsWith(output.AsSpan(0, length)), "The body is not what was read.");
        if (KailleraStatusMessage.TryRead(message, out var status))
        {
            Hold(status.UserCount <= body.Length && status.GameCount <= body.Length, "A count that lies was believed.");
            Hold(IsInside(body, status.Users) && IsInside(body, status.Games), "A list is outside of the body.");
            Hold(Math.Abs(KailleraStatusOrder.Deduce(status).Evidence) <= status.UserCount, "More users told than there are.");
        }

        return length < 0 ? 0 : 1;
    }

    private static bool IsInside(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> part) =>
        part.IsEmpty || (whole.Overlaps(part, out var offset) && offset >= 0 && offset + part.Length <= whole.Length);

    private static void Hold(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    private static List<(byte Type, byte[] Body)> ReadMessages(byte[] datagram)
    {
        var messages = new List<(byte Type, byte[] Body)>();
        if (KailleraDatagramReader.TryCreate(datagram, out var reader))
        {
            while (reader.TryRead(out var message))
            {
                messages.Add(((byte)message.Type, message.Body.ToArray()));
            }
        }

        return messages;
    }
}

using System.Buffers.Binary;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever a server, or who claims to be one, sends a visitor: no exception, an end in time, little sent, little kept.</summary>
public sealed class KailleraQueryHostileInputTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 27888);

    private static readonly byte[][] Seeds =
    [
        .. KailleraRecordings
            .All.SelectMany(session => session.Datagrams)
            .Where(datagram => datagram.IsFromServer)
            .Select(datagram => datagram.Payload)
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal),
    ];

    [Fact]
    public void Visit_HostileAnswersAtAnyTime_EndsInTimeAndSendsLittle()
    {
        Workers.For(
            5_000,
            seed =>
            {
                var random = new Random(seed);
                var visit = new KailleraQueryConversation(new KailleraQueryOptions().Checked(), Server.Port);
                var buffer = new byte[KailleraProtocol.MaxDatagramLength];
                for (var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(15); time += TimeSpan.FromMilliseconds(random.NextDouble() * 150))
                {
                    while (visit.TryWrite(time, buffer, out _)) { }

                    switch (random.Next(40))
                    {
                        case 0:
                            visit.PortUnreachable(time);
                            break;
                        case 1 when seed % 4 == 0:
                            visit.Stop(time);
                            break;
                        case < 20 when visit.RemotePort == Server.Port:
                            visit.Receive("HELLOD00D27889\0"u8, time);
                            break;
                        default:
                            visit.Receive(Mutate(random, Seeds[random.Next(Seeds.Length)]), time);
                            break;
                    }
                }

                visit.IsFinished.Should().BeTrue("seed {0}", seed);
                visit.DatagramsSent.Should().BeLessThan(120, "seed {0}", seed);
                _ = visit.ToResult(Server).Reason;
            }
        );
    }

    [Fact]
    public void Visit_AServerThatNeverStopsListing_KeepsABoundedPart()
    {
        var visit = new KailleraQueryConversation(new KailleraQueryOptions().Checked(), Server.Port);
        var buffer = new byte[60_000];
        visit.TryWrite(TimeSpan.Zero, buffer, out _);
        visit.Receive("HELLOD00D27889\0"u8, TimeSpan.Zero);
        for (var number = 0; number < 3_000; number++)
        {
            while (visit.TryWrite(TimeSpan.FromMilliseconds(number), buffer, out _)) { }

            visit.Receive(Crowd(number, buffer), TimeSpan.FromMilliseconds(number));
        }

        visit.TryWrite(TimeSpan.FromSeconds(10), buffer, out _);

        var info = visit.ToResult(Server);
        info.Status.Should().Be(KailleraServerStatus.Open);
        info.Users.Should().HaveCount(4_096);
        info.Announcements.Should().HaveCount(256);
    }

    /// <summary>Writes a datagram with a status of 20 users that nobody has listed before, and a line of text.</summary>
    private static ReadOnlySpan<byte> Crowd(int number, byte[] buffer)
    {
        List<byte> status = [0, 20, 0, 0, 0, 0, 0, 0, 0];
        for (var user = 0; user < 20; user++)
        {
            status.AddRange("name\0"u8);
            status.AddRange([1, 0, 0, 0, 1, 0, 0, 1]);
            BinaryPrimitives.WriteUInt16LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(status)[^3..], (ushort)((20 * number) + user));
        }

        var writer = new KailleraDatagramWriter(buffer);
        writer.Write((ushort)((2 * number) + 1), KailleraMessageType.Information, "server\0line\0"u8);
        writer.Write((ushort)(2 * number), KailleraMessageType.ServerStatus, status.ToArray());
        return writer.Written;
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var datagram = seed.ToList();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            switch (random.Next(4))
            {
                case 0 when datagram.Count > 0:
                    datagram[random.Next(datagram.Count)] = (byte)random.Next(256);
                    break;
                case 1 when datagram.Count > 0:
                    datagram.RemoveAt(random.Next(datagram.Count));
                    break;
                case 2:
                    datagram.Insert(random.Next(datagram.Count + 1), (byte)random.Next(256));
                    break;
                default:
                    datagram.AddRange(Seeds[random.Next(Seeds.Length)]);
                    break;
            }
        }

        return [.. datagram];
    }
}

using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraReaderAllocationTests
{
    private const int Users = 2_000;
    private const int Games = 500;

    [Fact]
    public void Readers_DatagramAsLongAsUdpAllows_AllocateNothing()
    {
        var datagram = BigDatagram();
        var seen = 0;
        for (var run = 0; run < 3; run++)
        {
            seen = ReadAll(datagram); // The first runs let the runtime compile and set up what it keeps.
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = ReadAll(datagram);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().Be(0);
        seen.Should().Be(Users + Games + 1);
        datagram.Length.Should().BeInRange(60_000, 65_507);
    }

    [Theory]
    [InlineData("HELLOD00D27889\0")]
    [InlineData("HELLO0.83\0")]
    [InlineData("HELLOD00Dnowhere\0")]
    public void TryRead_DoorwayText_AllocatesNothing(string text)
    {
        var datagram = System.Text.Encoding.ASCII.GetBytes(text);
        for (var run = 0; run < 3; run++)
        {
            _ = KailleraDoorwayText.TryRead(datagram, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = KailleraDoorwayText.TryRead(datagram, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static int ReadAll(byte[] datagram)
    {
        var seen = 0;
        _ = KailleraDatagramReader.TryCreate(datagram, out var reader);
        while (reader.TryRead(out var message))
        {
            if (KailleraStatusMessage.TryRead(message, out var status))
            {
                var users = status.Users;
                while (KailleraStatusUser.TryRead(ref users, out _))
                {
                    seen++;
                }

                var games = status.Games;
                while (KailleraStatusGame.TryRead(ref games, out _))
                {
                    seen++;
                }

                _ = KailleraStatusOrder.Deduce(status);
            }

            seen += KailleraTextMessage.TryRead(message, out _) ? 1 : 0;
        }

        return seen;
    }

    private static byte[] BigDatagram()
    {
        var users = new byte[Users * 17];
        var length = 0;
        for (var i = 0; i < Users; i++)
        {
            var user = new KailleraStatusUser { Name = "a player"u8, Ping = 40, BeforeId = 1, UserId = (ushort)i, BehindId = 3 };
            length += user.Write(users.AsSpan(length));
        }

        var games = new byte[Games * 60];
        var gamesLength = 0;
        for (var i = 0U; i < Games; i++)
        {
            var game = new KailleraStatusGame
            {
                Name = "Super Smash Bros. (U) [!]"u8,
                GameId = i,
                Emulator = "Project 64k"u8,
                Owner = "a player"u8,
                Players = "1/4"u8,
            };
            gamesLength += game.Write(games.AsSpan(gamesLength));
        }

        var body = new byte[65_000];
        var status = new KailleraStatusMessage
        {
            UserCount = Users,
            GameCount = Games,
            Users = users.AsSpan(0, length),
            Games = games.AsSpan(0, gamesLength),
        };
        var writer = new KailleraDatagramWriter(new byte[65_507]);
        writer.Write(1, KailleraMessageType.ServerStatus, body.AsSpan(0, status.Write(body)));
        writer.Write(0, KailleraMessageType.Information, "server\0Welcome\0"u8);
        return writer.Written.ToArray();
    }
}

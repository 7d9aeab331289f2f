using System.Globalization;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers;

/// <summary>A server with so many users that its status, in one message, is longer than what networks carry in one piece.</summary>
public sealed class KailleraServerProbeLongDatagramTests
{
    private const int Crowd = 2_000;

    private static readonly KailleraQueryOptions Options = new() { UserName = "Visitor" };

    [Fact]
    public async Task QueryAsync_StatusOfTensOfThousandsOfBytes_IsReadWhole()
    {
        UdpProgram? server = null;
        await using var opened = server = UdpProgram.Numbered(_ => Answer(server!));
        await using var probe = new KailleraServerProbe();

        var result = await probe.QueryAsync(server.EndPoint, Options);

        result.Status.Should().Be(KailleraServerStatus.Open);
        result.Users.Should().HaveCount(Crowd);
        result.Users[^1].Name.Should().Be($"Player {Crowd - 1}");
        result.HasLeft.Should().BeTrue("the confirmation comes in a datagram that is as long");
    }

    private static byte[]? Answer(UdpProgram server)
    {
        var question = server.Received.Last();
        if (KailleraDoorwayText.TryRead(question, out var text))
        {
            return text.Kind is KailleraDoorwayTextKind.Hello
                ? Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HELLOD00D{server.EndPoint.Port}\0"))
                : "PONG\0"u8.ToArray();
        }

        var isFarewell =
            KailleraDatagramReader.TryCreate(question, out var reader)
            && reader.TryRead(out var newest)
            && newest.Type is KailleraMessageType.Quit;
        var writer = new KailleraDatagramWriter(new byte[65_000]);
        var body = new byte[100];
        if (isFarewell)
        {
            var left = new KailleraNoticeMessage
            {
                User = "Visitor"u8,
                UserId = 7,
                Text = "bye"u8,
            };
            writer.Write(2, KailleraMessageType.Quit, body.AsSpan(0, left.Write(body)));
        }

        var joined = new KailleraUserJoinedMessage
        {
            User = "Visitor"u8,
            UserId = 7,
            Connection = KailleraConnection.Lan,
        };
        writer.Write(1, KailleraMessageType.UserJoined, body.AsSpan(0, joined.Write(body)));
        writer.Write(0, KailleraMessageType.ServerStatus, WriteStatus());
        return writer.Written.ToArray();
    }

    private static byte[] WriteStatus()
    {
        var users = new byte[50_000];
        var length = 0;
        for (var i = 0; i < Crowd; i++)
        {
            var name = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Player {i}"));
            length += new KailleraStatusUser
            {
                Name = name,
                UserId = (ushort)(i + 10),
                BehindId = 1,
            }.Write(users.AsSpan(length));
        }

        var body = new byte[users.Length];
        return body[..new KailleraStatusMessage { UserCount = Crowd, Users = users.AsSpan(0, length) }.Write(body)];
    }
}

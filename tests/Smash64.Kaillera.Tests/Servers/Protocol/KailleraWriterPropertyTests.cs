using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever lists, datagrams and doorway texts are written, they are read back as they were.</summary>
public sealed class KailleraWriterPropertyTests
{
    private const int Tests = 1_000;
    private const int Room = 65_507;

    [Fact]
    public void Write_AnyStatus_IsReadBackAsItWas()
    {
        Prop.ForAll(
                KailleraFields.Any.ListOf().ToArbitrary(),
                KailleraFields.Any.ListOf().ToArbitrary(),
                (users, games) =>
                {
                    var (userBytes, gameBytes) = (users.SelectMany(UserBytes).ToArray(), games.SelectMany(GameBytes).ToArray());
                    var body = new byte[9 + userBytes.Length + gameBytes.Length];
                    _ = new KailleraStatusMessage
                    {
                        UserCount = (uint)users.Count,
                        GameCount = (uint)games.Count,
                        Users = userBytes,
                        Games = gameBytes,
                    }.Write(body);
                    _ = KailleraStatusMessage.TryRead(Message(KailleraMessageType.ServerStatus, body), out var it);

                    var leftUsers = it.Users;
                    var leftGames = it.Games;
                    var same = it.UserCount == users.Count && it.GameCount == games.Count;
                    foreach (var user in users)
                    {
                        same &= KailleraStatusUser.TryRead(ref leftUsers, out var read) && Is(read, user);
                    }

                    foreach (var game in games)
                    {
                        same &= KailleraStatusGame.TryRead(ref leftGames, out var read) && Is(read, game);
                    }

                    return same && leftUsers.IsEmpty && leftGames.IsEmpty;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests / 4));
    }

    [Fact]
    public void Write_AnyPlayers_AreReadBackAsTheyWere()
    {
        Prop.ForAll(
                KailleraFields.Any.ListOf().ToArbitrary(),
                players =>
                {
                    var bytes = players.SelectMany(PlayerBytes).ToArray();
                    var body = new byte[5 + bytes.Length];
                    _ = new KailleraPlayersMessage { PlayerCount = (uint)players.Count, Players = bytes }.Write(body);
                    _ = KailleraPlayersMessage.TryRead(Message(KailleraMessageType.PlayerInformation, body), out var it);
                    var unread = it.Players;
                    var same = it.PlayerCount == players.Count;
                    foreach (var player in players)
                    {
                        same &=
                            KailleraPlayer.TryRead(ref unread, out var read)
                            && read.Name.SequenceEqual(player.A)
                            && (read.Ping, read.UserId, read.Connection) == (player.Ping, player.Id, (KailleraConnection)player.X);
                    }

                    return same && unread.IsEmpty;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests / 4));
    }

    [Fact]
    public void Write_AnyMessages_AreReadBackFromTheirDatagram()
    {
        var messages =
            from number in ArbMap.Default.GeneratorFor<ushort>()
            from type in ArbMap.Default.GeneratorFor<byte>()
            from body in ArbMap.Default.GeneratorFor<byte[]>()
            select (number, type, body);

        Prop.ForAll(
                messages.NonEmptyListOf().Where(list => list.Count <= KailleraProtocol.MaxMessages).ToArbitrary(),
                list =>
                {
                    var writer = new KailleraDatagramWriter(new byte[Room]);
                    foreach (var (number, type, body) in list)
                    {
                        writer.Write(number, (KailleraMessageType)type, body);
                    }

                    var same = KailleraDatagramReader.TryCreate(writer.Written, out var reader) && reader.Count == list.Count;
                    foreach (var (number, type, body) in list)
                    {
                        same &=
                            reader.TryRead(out var read)
                            && (read.Number, (byte)read.Type) == (number, type)
                            && read.Body.SequenceEqual(body);
                    }

                    return same && !reader.TryRead(out _);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests));
    }

    [Fact]
    public void Write_AnyPortAndVersion_AreReadBackFromTheDoorway()
    {
        var datagram = new byte[Room];
        for (var port = 1; port <= 65_535; port++)
        {
            var length = KailleraDoorwayText.Welcome(port).Write(datagram);
            _ = KailleraDoorwayText.TryRead(datagram.AsSpan(0, length), out var text);
            if (text.Kind is not KailleraDoorwayTextKind.Welcome || text.Port != port)
            {
                Assert.Fail($"Port {port} was read back as {text.Port}.");
            }
        }

        Prop.ForAll(
                KailleraFields.Any.Where(fields => !fields.A.AsSpan().StartsWith("D00D"u8)).ToArbitrary(),
                fields =>
                {
                    var length = KailleraDoorwayText.Hello(fields.A).Write(datagram);
                    _ = KailleraDoorwayText.TryRead(datagram.AsSpan(0, length), out var text);
                    return text.Kind is KailleraDoorwayTextKind.Hello && text.Version.SequenceEqual(fields.A);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests));
    }

    private static byte[] UserBytes(KailleraFields f)
    {
        var bytes = new byte[16 + f.A.Length];
        return bytes[..new KailleraStatusUser { Name = f.A, Ping = f.Ping, BeforeId = f.X, UserId = f.Id, BehindId = f.Y }.Write(bytes)];
    }

    private static byte[] GameBytes(KailleraFields f)
    {
        var bytes = new byte[16 + f.A.Length + f.B.Length + f.C.Length + f.D.Length];
        var game = new KailleraStatusGame { Name = f.A, GameId = f.Number, Emulator = f.B, Owner = f.C, Players = f.D, Status = f.X };
        return bytes[..game.Write(bytes)];
    }

    private static byte[] PlayerBytes(KailleraFields f)
    {
        var bytes = new byte[16 + f.A.Length];
        return bytes[..new KailleraPlayer { Name = f.A, Ping = f.Ping, UserId = f.Id, Connection = (KailleraConnection)f.X }.Write(bytes)];
    }

    private static bool Is(KailleraStatusUser user, KailleraFields f) =>
        user.Name.SequenceEqual(f.A) && (user.Ping, user.BeforeId, user.UserId, user.BehindId) == (f.Ping, f.X, f.Id, f.Y);

    private static bool Is(KailleraStatusGame game, KailleraFields f) =>
        game.Name.SequenceEqual(f.A)
        && game.Emulator.SequenceEqual(f.B)
        && game.Owner.SequenceEqual(f.C)
        && game.Players.SequenceEqual(f.D)
        && (game.GameId, game.Status) == (f.Number, f.X);

    private static KailleraMessage Message(KailleraMessageType type, ReadOnlySpan<byte> body) => new(number: 0, type, body);
}

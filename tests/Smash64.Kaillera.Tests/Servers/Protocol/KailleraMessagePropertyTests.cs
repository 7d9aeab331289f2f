using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever message is written is read back as it was.</summary>
public sealed class KailleraMessagePropertyTests
{
    private const int Tests = 500;
    private const int Room = 65_507;

    private delegate bool Roundtrip(KailleraFields fields, byte[] body);

    [Fact]
    public void Write_AnyMessage_IsReadBackAsItWas()
    {
        foreach (var roundtrip in AboutUsers().Concat(AboutGames()))
        {
            var body = new byte[Room];
            Prop.ForAll(KailleraFields.Any.ToArbitrary(), fields => roundtrip(fields, body))
                .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests));
        }
    }

    private static Roundtrip[] AboutUsers() =>
        [
            (f, body) =>
            {
                var length = new KailleraNoticeMessage { User = f.A, UserId = f.Id, Text = f.B }.Write(body);
                return KailleraNoticeMessage.TryRead(Message(KailleraMessageType.Rejected, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.Text.SequenceEqual(f.B)
                    && it.UserId == f.Id;
            },
            (f, body) =>
            {
                var length = new KailleraUserJoinedMessage
                {
                    User = f.A,
                    UserId = f.Id,
                    Ping = f.Ping,
                    Connection = (KailleraConnection)f.X,
                }.Write(body);
                return KailleraUserJoinedMessage.TryRead(Message(KailleraMessageType.UserJoined, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && (it.UserId, it.Ping, (byte)it.Connection) == (f.Id, f.Ping, f.X);
            },
            (f, body) =>
            {
                var length = new KailleraLoginMessage { User = f.A, Emulator = f.B, Connection = (KailleraConnection)f.X }.Write(body);
                return KailleraLoginMessage.TryRead(Message(KailleraMessageType.Login, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.Emulator.SequenceEqual(f.B)
                    && (byte)it.Connection == f.X;
            },
            (f, body) =>
            {
                var length = new KailleraTextMessage { User = f.A, Text = f.B }.Write(body);
                return KailleraTextMessage.TryRead(Message(KailleraMessageType.GlobalChat, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.Text.SequenceEqual(f.B);
            },
            (f, body) =>
            {
                var length = new KailleraBareMessage { User = f.A }.Write(body);
                return KailleraBareMessage.TryRead(Message(KailleraMessageType.Ready, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A);
            },
            (f, body) =>
            {
                var length = new KailleraUserMessage { User = f.A, UserId = f.Id }.Write(body);
                return KailleraUserMessage.TryRead(Message(KailleraMessageType.Kick, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.UserId == f.Id;
            },
            (f, body) =>
            {
                var length = new KailleraSlotMessage { User = f.A, Slot = f.X }.Write(body);
                return KailleraSlotMessage.TryRead(Message(KailleraMessageType.Drop, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.Slot == f.X;
            },
            (f, body) =>
            {
                var length = new KailleraAckMessage { Prefix = f.A }.Write(body);
                return KailleraAckMessage.TryRead(Message(KailleraMessageType.ClientAck, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && it.Values.SequenceEqual(KailleraProtocol.AckValues);
            },
        ];

    private static Roundtrip[] AboutGames() =>
        [
            (f, body) =>
            {
                var length = new KailleraCreateGameMessage { User = f.A, Game = f.B, Emulator = f.C, GameId = f.Number }.Write(body);
                return KailleraCreateGameMessage.TryRead(Message(KailleraMessageType.CreateGame, body.AsSpan(0, length)), out var it)
                    && it.User.SequenceEqual(f.A)
                    && it.Game.SequenceEqual(f.B)
                    && it.Emulator.SequenceEqual(f.C)
                    && it.GameId == f.Number;
            },
            (f, body) =>
            {
                var length = new KailleraGameStatusMessage
                {
                    Prefix = f.A,
                    GameId = f.Number,
                    Status = f.X,
                    Players = f.Y,
                    MaxPlayers = f.Z,
                }.Write(body);
                return KailleraGameStatusMessage.TryRead(Message(KailleraMessageType.GameStatus, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && (it.GameId, it.Status, it.Players, it.MaxPlayers) == (f.Number, f.X, f.Y, f.Z);
            },
            (f, body) =>
            {
                var length = new KailleraGameMessage { Prefix = f.A, GameId = f.Number }.Write(body);
                return KailleraGameMessage.TryRead(Message(KailleraMessageType.CloseGame, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && it.GameId == f.Number;
            },
            (f, body) =>
            {
                var length = new KailleraStartGameMessage { Prefix = f.A, FrameDelay = f.Id, Player = f.X, Players = f.Y }.Write(body);
                return KailleraStartGameMessage.TryRead(Message(KailleraMessageType.StartGame, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && (it.FrameDelay, it.Player, it.Players) == (f.Id, f.X, f.Y);
            },
            (f, body) =>
            {
                var length = new KailleraGameDataMessage { Prefix = f.A, Data = f.Data }.Write(body);
                return KailleraGameDataMessage.TryRead(Message(KailleraMessageType.GameData, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && it.Data.SequenceEqual(f.Data);
            },
            (f, body) =>
            {
                var length = new KailleraJoinGameMessage
                {
                    Prefix = f.A,
                    GameId = f.Number,
                    User = f.B,
                    Ping = f.Ping,
                    UserId = f.Id,
                    Connection = (KailleraConnection)f.X,
                }.Write(body);
                return KailleraJoinGameMessage.TryRead(Message(KailleraMessageType.JoinGame, body.AsSpan(0, length)), out var it)
                    && it.Prefix.SequenceEqual(f.A)
                    && it.User.SequenceEqual(f.B)
                    && (it.GameId, it.Ping, it.UserId, (byte)it.Connection) == (f.Number, f.Ping, f.Id, f.X);
            },
        ];

    private static KailleraMessage Message(KailleraMessageType type, ReadOnlySpan<byte> body) => new(number: 0, type, body);
}

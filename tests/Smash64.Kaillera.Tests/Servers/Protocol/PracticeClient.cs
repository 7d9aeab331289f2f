using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What a client says and has heard, message by message: it numbers its own and repeats the two before, as real clients do.</summary>
internal sealed class PracticeClient
{
    private readonly List<(ushort Number, KailleraMessageType Type, byte[] Body)> _said = [];
    private int _heard = -1;

    /// <summary>Gets what the server said, each message once, oldest first.</summary>
    public List<(KailleraMessageType Type, byte[] Body)> Heard { get; } = [];

    public KailleraMessageType Newest => Heard.Count == 0 ? KailleraMessageType.Unknown : Heard[^1].Type;

    /// <summary>Gets or sets the number of the next message.</summary>
    public ushort NextNumber { get; set; }

    public static byte[] Hello => "HELLO0.83\0"u8.ToArray();

    public IEnumerable<string> Lines(KailleraMessageType type) => Heard.Where(message => message.Type == type).Select(message => TextOf(message.Body));

    public byte[] Say(KailleraMessageType type, params byte[] body)
    {
        _said.Add((NextNumber++, type, body));
        return Again();
    }

    /// <summary>Writes the last datagram once more.</summary>
    public byte[] Again()
    {
        var writer = new KailleraDatagramWriter(new byte[KailleraProtocol.MaxDatagramLength]);
        for (var i = 1; i <= KailleraProtocol.ClientRepeats && i <= _said.Count; i++)
        {
            writer.Write(_said[^i].Number, _said[^i].Type, _said[^i].Body);
        }

        return writer.Written.ToArray();
    }

    public byte[] Login(string name, string emulator = "Emulator", KailleraConnection connection = KailleraConnection.Good) =>
        Say(KailleraMessageType.Login, [.. Text(name), .. Text(emulator), (byte)connection]);

    public byte[] Ack() => Say(KailleraMessageType.ClientAck, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0);

    public byte[] Chat(string line) => Say(KailleraMessageType.GlobalChat, [0, .. Text(line)]);

    public byte[] GameChat(string line) => Say(KailleraMessageType.GameChat, [0, .. Text(line)]);

    public byte[] CreateGame(string name) => Say(KailleraMessageType.CreateGame, [0, .. Text(name), 0, 0xFF, 0xFF, 0xFF, 0xFF]);

    public byte[] JoinGame(byte id) => Say(KailleraMessageType.JoinGame, 0, id, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1);

    public byte[] QuitGame() => Say(KailleraMessageType.QuitGame, 0, 0xFF, 0xFF);

    public byte[] Quit(string lastWords = "bye") => Say(KailleraMessageType.Quit, [0, 0xFF, 0xFF, .. Text(lastWords)]);

    /// <summary>Takes a datagram of the server's.</summary>
    /// <returns>Whether there was something new in it.</returns>
    public bool Hear(ReadOnlySpan<byte> datagram)
    {
        KailleraDatagramReader.TryCreate(datagram, out var reader).Should().BeTrue("the server says nothing but messages here");
        var news = new Stack<(int Number, KailleraMessageType Type, byte[] Body)>();
        while (reader.TryRead(out var message) && message.Number > _heard)
        {
            news.Push((message.Number, message.Type, message.Body.ToArray()));
        }

        foreach (var (number, type, body) in news)
        {
            _heard = number;
            Heard.Add((type, body));
        }

        return news.Count > 0;
    }

    /// <summary>Reads the users of all status messages, and the games.</summary>
    public (List<string> Users, List<string> Games) ReadStatus()
    {
        var (names, games) = (new List<string>(), new List<string>());
        foreach (var (type, body) in Heard.Where(message => message.Type is KailleraMessageType.ServerStatus))
        {
            var writer = new KailleraDatagramWriter(new byte[KailleraProtocol.MaxDatagramLength]);
            writer.Write(0, type, body);
            _ = KailleraDatagramReader.TryCreate(writer.Written, out var reader);
            _ = reader.TryRead(out var message);
            KailleraStatusMessage.TryRead(message, out var status).Should().BeTrue();
            var unread = status.Users;
            while (KailleraStatusUser.TryRead(ref unread, out var user))
            {
                names.Add(Encoding.Latin1.GetString(user.Name));
            }

            unread = status.Games;
            while (KailleraStatusGame.TryRead(ref unread, out var game))
            {
                games.Add($"{Encoding.Latin1.GetString(game.Name)} of {Encoding.Latin1.GetString(game.Owner)} {Encoding.Latin1.GetString(game.Players)}");
            }
        }

        return (names, games);
    }

    /// <summary>Shows a body as text, its numbers as bytes.</summary>
    public static string TextOf(byte[] body) => Encoding.Latin1.GetString(body).Replace('\0', '.');

    private static byte[] Text(string text) => [.. Encoding.Latin1.GetBytes(text), 0];
}

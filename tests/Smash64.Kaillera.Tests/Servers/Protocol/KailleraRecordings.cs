using System.Text.Json;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Conversations that were recorded between clients and a running EmuLinkerSF 93.2.</summary>
internal static class KailleraRecordings
{
    private const int WindowsCyrillic = 1251;

    /// <summary>Gets the code page that the server reads and writes.</summary>
    public static Encoding ServerEncoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(WindowsCyrillic)!;

    public static IReadOnlyList<KailleraSession> All { get; } = Load("kaillera-wire.json");

    public static KailleraSession Find(string name) => All.Single(session => session.Name == name);

    private static List<KailleraSession> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", file)));
        return [.. document.RootElement.EnumerateArray().Select(KailleraSession.Read)];
    }
}

/// <summary>One recorded session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datagrams">All that was said, in the order in which it was seen.</param>
/// <param name="Users">What the clients gave as names; empty in most sessions.</param>
/// <param name="Games">What they gave as names of games; empty in most sessions.</param>
internal sealed record KailleraSession(
    string Name,
    IReadOnlyList<KailleraRecordedDatagram> Datagrams,
    IReadOnlyList<KailleraRecordedUser> Users,
    IReadOnlyList<KailleraRecordedGame> Games
)
{
    /// <summary>Gets the users' ports, in the order in which the server gave them.</summary>
    public IReadOnlyList<int> Ports =>
        [
            .. Datagrams
                .Where(datagram => datagram.IsFromServer && datagram.Payload.AsSpan().StartsWith("HELLOD00D"u8))
                .Select(datagram => int.Parse(datagram.Payload.AsSpan()[9..^1], provider: null)),
        ];

    /// <summary>Gets the number of the first user: recorded servers counted users and ports in step.</summary>
    public ushort FirstUserId => (ushort)(Ports.Count == 0 ? 1 : Ports[0] - KailleraRecordedDatagram.DoorwayPort);

    public static KailleraSession Read(JsonElement json) =>
        new(
            json.GetProperty("name").GetString()!,
            [.. json.GetProperty("datagrams").EnumerateArray().Select(KailleraRecordedDatagram.Read)],
            [.. List(json, "users").Select(KailleraRecordedUser.Read)],
            [.. List(json, "games").Select(KailleraRecordedGame.Read)]
        );

    /// <summary>What one side said, each message once, oldest first.</summary>
    public IReadOnlyList<string> Transcript(int peer, bool isFromServer, Encoding? encoding)
    {
        var lines = new SortedDictionary<int, string>();
        foreach (var datagram in Datagrams.Where(it => !it.IsAtDoorway && it.Peer == peer && it.IsFromServer == isFromServer))
        {
            _ = KailleraDatagramReader.TryCreate(datagram.Payload, out var reader);
            while (reader.TryRead(out var message))
            {
                lines[message.Number] = $"{message.Number}: {KailleraTyped.Describe(message, encoding)}";
            }
        }

        return [.. lines.Values];
    }

    /// <summary>
    /// Gets the time at which the server took a client's datagram: as a rule when it was seen. But a thread of its own had to be
    /// started for a new user first, and the server measured his ping from its first answer, so that is when it took his login.
    /// </summary>
    public TimeSpan TakenAt(KailleraRecordedDatagram datagram) =>
        datagram.IsLogin
            ? Datagrams.SkipWhile(other => other != datagram).First(other => other.IsFromServer && other.Peer == datagram.Peer).Time
            : datagram.Time;

    public override string ToString() => Name;

    internal static byte[] Bytes(JsonElement json, string name) =>
        json.TryGetProperty(name + "_hex", out var hex) ? Convert.FromHexString(hex.GetString()!)
        : json.TryGetProperty(name, out var text) ? Encoding.ASCII.GetBytes(text.GetString()!)
        : [];

    private static JsonElement.ArrayEnumerator List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;
}

/// <summary>One recorded datagram.</summary>
/// <param name="IsFromServer">Whether the server sent it.</param>
/// <param name="Peer">Which client sent or received it, from 1.</param>
/// <param name="IsAtDoorway">Whether it went over the doorway, not over the client's private port.</param>
/// <param name="ServerPort">The server's port.</param>
/// <param name="Time">The time since the session's first datagram.</param>
/// <param name="Payload">Its bytes; may be none.</param>
internal sealed record KailleraRecordedDatagram(
    bool IsFromServer,
    int Peer,
    bool IsAtDoorway,
    int ServerPort,
    TimeSpan Time,
    byte[] Payload
)
{
    public const int DoorwayPort = 27_888;

    /// <summary>Gets a value indicating whether it is the first of a client to his own port: one message, number 0, type 3.</summary>
    public bool IsLogin => !IsFromServer && ServerPort != DoorwayPort && Payload is [1, 0, 0, _, _, 3, ..];

    public static KailleraRecordedDatagram Read(JsonElement json) =>
        new(
            json.GetProperty("from").GetString() == "host",
            json.GetProperty("peer").GetInt32(),
            json.GetProperty("channel").GetString() == "connect",
            json.GetProperty("server_port").GetInt32(),
            TimeSpan.FromMilliseconds(json.GetProperty("t_ms").GetDouble()),
            Convert.FromHexString(json.GetProperty("hex").GetString()!)
        );
}

/// <summary>What a client gave as its user's names, as bytes in whatever code page it has.</summary>
internal sealed record KailleraRecordedUser(int Peer, byte[] Name, byte[] Emulator, KailleraConnection Connection)
{
    public static KailleraRecordedUser Read(JsonElement json) =>
        new(
            json.GetProperty("peer").GetInt32(),
            KailleraSession.Bytes(json, "name"),
            KailleraSession.Bytes(json, "emulator"),
            (KailleraConnection)json.GetProperty("connection").GetByte()
        );
}

/// <summary>What a client gave as a game's name, as bytes in whatever code page it has.</summary>
internal sealed record KailleraRecordedGame(byte[] Name, byte[] Owner)
{
    public static KailleraRecordedGame Read(JsonElement json) =>
        new(KailleraSession.Bytes(json, "name"), KailleraSession.Bytes(json, "owner"));
}

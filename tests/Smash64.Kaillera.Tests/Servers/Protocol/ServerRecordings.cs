using System.Text.Json;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What clients said to a running EmuLinkerSF 93.2, and what it answered, to be played to our own server.</summary>
internal static class ServerRecordings
{
    public static IReadOnlyList<RecordedServerSession> All { get; } = Load();

    public static RecordedServerSession Find(string name) => All.Single(session => session.Name == name);

    private static List<RecordedServerSession> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "kaillera-wire.json")));
        return [.. document.RootElement.EnumerateArray().Select(RecordedServerSession.Read)];
    }
}

/// <summary>One recorded session.</summary>
internal sealed record RecordedServerSession(string Name, IReadOnlyList<RecordedServerDatagram> Datagrams)
{
    /// <summary>Gets the users' ports, in the order in which the server gave them.</summary>
    public IReadOnlyList<int> Ports =>
        [
            .. Datagrams
                .Where(datagram => datagram.IsFromServer && datagram.Payload.AsSpan().StartsWith("HELLOD00D"u8))
                .Select(datagram => int.Parse(datagram.Payload.AsSpan()[9..^1], provider: null)),
        ];

    /// <summary>Gets the number of the first user: recorded servers counted users and ports in step.</summary>
    public ushort FirstUserId => (ushort)(Ports.Count == 0 ? 1 : Ports[0] - RecordedServerDatagram.DoorwayPort);

    public static RecordedServerSession Read(JsonElement json) =>
        new(
            json.GetProperty("name").GetString()!,
            [.. json.GetProperty("datagrams").EnumerateArray().Select(RecordedServerDatagram.Read)]
        );

    public override string ToString() => Name;

    /// <summary>
    /// Gets the time at which the server took a client's datagram: as a rule when it was seen. But a thread of its own had to be
    /// started for a new user first, and the server measured his ping from its first answer, so that is when it took his login.
    /// </summary>
    public TimeSpan TakenAt(RecordedServerDatagram datagram) =>
        datagram.IsLogin
            ? Datagrams.SkipWhile(other => other != datagram).First(other => other.IsFromServer && other.Peer == datagram.Peer).Time
            : datagram.Time;
}

/// <summary>One recorded datagram.</summary>
internal sealed record RecordedServerDatagram(bool IsFromServer, int Peer, int ServerPort, TimeSpan Time, byte[] Payload)
{
    public const int DoorwayPort = 27_888;

    /// <summary>Gets a value indicating whether it is the first of a client to his own port: one message, number 0, type 3.</summary>
    public bool IsLogin => !IsFromServer && ServerPort != DoorwayPort && Payload is [1, 0, 0, _, _, 3, ..];

    public static RecordedServerDatagram Read(JsonElement json) =>
        new(
            json.GetProperty("from").GetString() == "host",
            json.GetProperty("peer").GetInt32(),
            json.GetProperty("server_port").GetInt32(),
            TimeSpan.FromMilliseconds(json.GetProperty("t_ms").GetDouble()),
            Convert.FromHexString(json.GetProperty("hex").GetString()!)
        );
}

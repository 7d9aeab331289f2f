using System.Text.Json;

namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>Conversations that were recorded between probers and real n02 hosts: G1 is n02 v0r6, G2 the n02 of RMG-K.</summary>
internal static class WireRecordings
{
    public static IReadOnlyList<RecordedSession> FirstGeneration { get; } = Load("p2p-wire.json");

    public static IReadOnlyList<RecordedSession> SecondGeneration { get; } = Load("p2p-wire-g2.json");

    public static IEnumerable<RecordedSession> All => FirstGeneration.Concat(SecondGeneration);

    public static RecordedSession Find(string name) => All.Single(session => session.Name == name);

    private static List<RecordedSession> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", file)));
        return [.. document.RootElement.EnumerateArray().Select(RecordedSession.Read)];
    }
}

/// <summary>One recorded session.</summary>
internal sealed record RecordedSession(
    string Name,
    byte[] HostUser,
    byte[] HostGame,
    byte[] HostApp,
    IReadOnlyList<RecordedDatagram> Datagrams,
    string HostLog,
    bool? HostLeftUsable,
    bool IsUndefined
)
{
    public static RecordedSession Read(JsonElement json)
    {
        var host = json.GetProperty("host");
        return new RecordedSession(
            json.GetProperty("name").GetString()!,
            Bytes(host, "user"),
            Bytes(host, "game"),
            Bytes(host, "app"),
            [.. json.GetProperty("datagrams").EnumerateArray().Select(RecordedDatagram.Read)],
            json.GetProperty("host_log").GetString()!,
            json.TryGetProperty("host_left_usable", out var usable) ? usable.GetBoolean() : null,
            json.TryGetProperty("undefined_behaviour", out var undefined) && undefined.GetBoolean()
        );
    }

    public override string ToString() => Name;

    private static byte[] Bytes(JsonElement host, string name) =>
        host.TryGetProperty(name + "_hex", out var hex)
            ? Convert.FromHexString(hex.GetString()!)
            : Encoding.UTF8.GetBytes(host.GetProperty(name).GetString()!);
}

/// <summary>One recorded datagram.</summary>
internal sealed record RecordedDatagram(bool IsFromHost, int Peer, TimeSpan Time, byte[] Payload)
{
    public static RecordedDatagram Read(JsonElement json) =>
        new(
            json.GetProperty("from").GetString() == "host",
            json.GetProperty("peer").GetInt32(),
            TimeSpan.FromMilliseconds(json.GetProperty("t_ms").GetDouble()),
            Convert.FromHexString(json.GetProperty("hex").GetString()!)
        );
}

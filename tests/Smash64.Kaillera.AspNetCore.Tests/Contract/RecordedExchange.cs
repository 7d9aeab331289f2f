using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>One request to the original service, and what it answered.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="RequestHeaders">Name and value of each, or <see langword="null"/> where the original got none at all.</param>
/// <param name="RequestBody">The exact text, or <see langword="null"/> for none.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="ResponseHeaders">Name and value of each.</param>
/// <param name="ResponseBody">The answer's exact text, or <see langword="null"/> where the original gave none.</param>
/// <param name="ProxyHeader">The setting that names the header with the caller's address, or <see langword="null"/>.</param>
/// <param name="Target">What stood at the asked port.</param>
internal sealed record RecordedExchange(
    string Name,
    string Method,
    string Path,
    IReadOnlyList<(string Name, string? Value)>? RequestHeaders,
    string? RequestBody,
    HttpStatusCode Status,
    IReadOnlyList<(string Name, string Value)> ResponseHeaders,
    string? ResponseBody,
    string? ProxyHeader,
    RecordedTarget Target
)
{
    public static IReadOnlyDictionary<string, RecordedExchange> All { get; } = ReadAll();

    /// <summary>Puts this time's port into a recorded text.</summary>
    public string WithPort(string text, int port) =>
        Target.Port is { } recorded && recorded != port ? PortText.Replace(text, recorded, port) : text;

    private static Dictionary<string, RecordedExchange> ReadAll()
    {
        using var file = File.OpenRead(System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", "api-contract.json"));
        using var document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateArray().Select(Read).ToDictionary(exchange => exchange.Name, StringComparer.Ordinal);
    }

    private static RecordedExchange Read(JsonElement entry) =>
        new(
            entry.GetProperty("name").GetString()!,
            entry.GetProperty("method").GetString()!,
            entry.GetProperty("path").GetString()!,
            entry.GetProperty("request_headers") is { ValueKind: JsonValueKind.Object } headers
                ? [.. headers.EnumerateObject().Select(header => (header.Name, header.Value.GetString()))]
                : null,
            entry.GetProperty("request_body").GetString(),
            (HttpStatusCode)entry.GetProperty("status").GetInt32(),
            [.. entry.GetProperty("response_headers").EnumerateObject().Select(header => (header.Name, header.Value.GetString()!))],
            entry.GetProperty("response_body").GetString(),
            entry.GetProperty("proxy_header_setting").GetString(),
            RecordedTarget.Read(entry.GetProperty("target"))
        );
}

/// <summary>What stood at the asked port.</summary>
/// <param name="Kind">As the vectors' README lists them.</param>
/// <param name="Port">Its port then, or <see langword="null"/> for no target.</param>
internal sealed record RecordedTarget(string Kind, int? Port)
{
    /// <summary>Gets the names of a host as they were on the wire.</summary>
    public byte[] User { get; private init; } = [];

    public byte[] Game { get; private init; } = [];

    public byte[] App { get; private init; } = [];

    /// <summary>Gets what a scripted target answers the datagrams with, in their order.</summary>
    public IReadOnlyList<byte[]?> Replies { get; private init; } = [];

    public bool RepeatsLast { get; private init; }

    public TimeSpan Delay { get; private init; }

    public static RecordedTarget Read(JsonElement target) =>
        new(target.GetProperty("kind").GetString()!, target.TryGetProperty("port", out var port) ? port.GetInt32() : null)
        {
            User = ReadName(target, "user"),
            Game = ReadName(target, "game"),
            App = ReadName(target, "app"),
            Replies = target.TryGetProperty("replies_hex", out var replies)
                ? [.. replies.EnumerateArray().Select(reply => reply.GetString() is { } hex ? Convert.FromHexString(hex) : null)]
                : [],
            RepeatsLast = target.TryGetProperty("repeat_last", out var repeats) && repeats.GetBoolean(),
            Delay = TimeSpan.FromMilliseconds(target.TryGetProperty("delay_ms", out var delay) ? delay.GetInt32() : 0),
        };

    private static byte[] ReadName(JsonElement target, string name) =>
        target.TryGetProperty($"{name}_hex", out var hex) ? Convert.FromHexString(hex.GetString()!)
        : target.TryGetProperty(name, out var text) ? Encoding.UTF8.GetBytes(text.GetString()!)
        : [];
}

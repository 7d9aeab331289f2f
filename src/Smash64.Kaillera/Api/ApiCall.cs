using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Smash64.Kaillera.Api;

/// <summary>One of the service's calls: what is sent, and how the answer is read.</summary>
internal sealed class ApiCall<T>(string endpoint, string target, byte[]? body, Func<ApiAnswer, T> read)
{
    public string Endpoint { get; } = endpoint;

    /// <summary>Gets what is asked about, for the log.</summary>
    public string Target { get; } = target;

    public Func<ApiAnswer, T> Read { get; } = read;

    /// <summary>Gets where it is, behind the folder of all calls; more than its name where it is about one thing.</summary>
    public string Path { get; init; } = endpoint;

    /// <summary>Gets a value indicating whether the answer is wanted at once, and what it is about is done later (RFC 7240).</summary>
    public bool RespondsLater { get; init; }

    /// <summary>Gets a value indicating whether repeating the call does nothing to anybody (RFC 9110, 9.2.1).</summary>
    /// <remarks>Each check makes the service send datagrams to somebody, so it is not safe.</remarks>
    public bool IsSafe => body is null;

    // A message can be sent only once, so each try gets its own.
    public HttpRequestMessage CreateMessage(Uri baseAddress, HttpClient client)
    {
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        var message = new HttpRequestMessage(method, new Uri(baseAddress, $"{ApiCalls.Folder}/{Path}"))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };

        if (RespondsLater)
        {
            message.Headers.Add("Prefer", "respond-async");
        }

        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }
}

/// <summary>The calls of the contract.</summary>
internal static class ApiCalls
{
    /// <summary>Where the service's calls live, behind its base address.</summary>
    public const string Folder = "kaillera";

    private const string Self = "self";
    private const string Checks = "v1/checks";
    private const string CheckEvents = "v1/checks/events";
    private const int PayingLength = 700;

    public static ApiCall<IPAddress?> GetIP { get; } =
        new("get-ip", "this machine's address", body: null, static answer => answer.ReadIP());

    public static ApiCall<P2PCheckResult> CheckP2P(P2PCheckRequest request, string? via)
    {
        var host = request.Host?.ToString() ?? Self;
        var target = string.Create(CultureInfo.InvariantCulture, $"{host}:{request.Port}");
        var body = Serialize(host, request.Port, request.Via ?? via);
        return new("p2p-check", target, body, static answer => answer.ReadP2PCheck());
    }

    public static ApiCall<ServerCheckResult> CheckServer(IPEndPoint server)
    {
        var body = Serialize(server.Address.ToString(), server.Port, via: null);
        return new("server-check", server.ToString(), body, static answer => answer.ReadServerCheck());
    }

    /// <summary>What the client asks of the typed API: <c>v1</c>.</summary>
    public static ApiCall<KailleraCheckService> GetService { get; } =
        new("v1/service", "the service", body: null, static answer => answer.ReadService());

    public static ApiCall<KailleraCheck> StartCheck(P2PCheckRequest request, bool respondsLater)
    {
        var host = request.Host?.ToString() ?? Self;
        var target = string.Create(CultureInfo.InvariantCulture, $"{host}:{request.Port}");
        var body = PayFor(Serialize(host, request.Port, via: null));
        return new(Checks, target, body, static answer => answer.ReadCheck()) { RespondsLater = respondsLater };
    }

    public static ApiCall<KailleraCheck> StartCodeCheck(string code, bool respondsLater) =>
        new(
            Checks,
            code,
            JsonSerializer.SerializeToUtf8Bytes(new CodeRequestBody(code), ApiJson.Default.CodeRequestBody),
            static answer => answer.ReadCheck()
        )
        {
            RespondsLater = respondsLater,
        };

    public static ApiCall<KailleraCheck> GetCheck(string id) =>
        new(Checks, "a check", body: null, static answer => answer.ReadCheck()) { Path = $"{Checks}/{id}" };

    public static ApiCall<KailleraCheck> GetEvents(string id) =>
        new(CheckEvents, "a check", body: null, static answer => answer.ReadCheck()) { Path = $"{Checks}/{id}/events" };

    /// <summary>
    /// Makes a body weigh what a whole check costs: a service sends at most three bytes for each of a request's, and a silent host is
    /// asked with some 2,000. Without this it would be asked less often than it should.
    /// </summary>
    private static byte[] PayFor(byte[] json)
    {
        var body = new byte[PayingLength];
        body.AsSpan().Fill((byte)' '); // white space behind JSON means nothing
        json.CopyTo(body, 0);
        return body;
    }

    private static byte[] Serialize(string host, int port, string? via) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new CheckRequestBody
            {
                Host = host,
                Port = port,
                Via = via,
            },
            ApiJson.Default.CheckRequestBody
        );
}

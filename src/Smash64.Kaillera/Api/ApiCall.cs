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

    /// <summary>Gets a value indicating whether repeating the call does nothing to anybody (RFC 9110, 9.2.1).</summary>
    /// <remarks>Each check makes the service send datagrams to somebody, so it is not safe.</remarks>
    public bool IsSafe => body is null;

    // A message can be sent only once, so each try gets its own.
    public HttpRequestMessage CreateMessage(Uri baseAddress, HttpClient client)
    {
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        var message = new HttpRequestMessage(method, new Uri(baseAddress, $"{ApiCalls.Folder}/{Endpoint}"))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };

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

using System.Text.Json;

namespace Smash64.Kaillera.Console.Demo;

/// <summary>
/// Stands in for a checker service within this process: HTTP without a network. It takes the real client's requests by the
/// real contract, and asks the host with real datagrams.
/// </summary>
internal sealed class StandInService : HttpMessageHandler
{
    private const string Self = "self";

    private static readonly P2PProbeOptions Options = new()
    {
        Mode = P2PProbeMode.Identify,
        UserName = "Demo checker",
        ClientName = "kaillera demo",
        Timeout = TimeSpan.FromSeconds(1),
        Greeting = ["Hello! Your P2P works.", "Share your address only with people you trust.", "Good luck, and goodbye."],
    };

    private readonly P2PProbe _probe = new(Options);

    /// <summary>Gets the address of a service that exists in this process only.</summary>
    public static Uri Address { get; } = new("http://checker.invalid/");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri?.AbsolutePath switch
        {
            "/kaillera/get-ip" => Answer(HttpStatusCode.OK, IPAddress.Loopback.ToString()),
            "/kaillera/p2p-check" => await CheckAsync(request, cancellationToken),
            _ => Answer(HttpStatusCode.NotFound, string.Empty),
        };

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    private async Task<HttpResponseMessage> CheckAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "{}";
        var asked = JsonSerializer.Deserialize(body, StandInJson.Default.CheckRequest);
        var host = asked?.Host is null or Self ? IPAddress.Loopback.ToString() : asked.Host;
        var text = asked?.Port is { } port ? $"{host}:{port}" : host;
        if (!KailleraValidation.TryParseEndPoint(text, KailleraDefaults.P2PPort, out var endPoint))
        {
            return AnswerCheck(HttpStatusCode.BadRequest, new CheckAnswer("Invalid parameters", "{}", Success: false));
        }

        var result = await _probe.ProbeAsync(endPoint, cancellationToken);
        var meta = new CheckMeta(host, endPoint.Port, result.HostName, result.Game);
        return AnswerCheck(
            HttpStatusCode.OK,
            new CheckAnswer(
                result.IsReachable ? "OK" : "Unable to connect",
                JsonSerializer.Serialize(meta, StandInJson.Default.CheckMeta),
                result.IsReachable
            )
        );
    }

    private static HttpResponseMessage AnswerCheck(HttpStatusCode status, CheckAnswer answer) =>
        Answer(status, JsonSerializer.Serialize(answer, StandInJson.Default.CheckAnswer));
}

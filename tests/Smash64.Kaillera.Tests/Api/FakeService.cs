using Microsoft.Extensions.Logging;
using RichardSzalay.MockHttp;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>
/// A checker service in memory: gives prepared answers, the last one again and again, and notes what it was asked.
/// </summary>
internal sealed class FakeService
{
    public const string OkAnswer =
        """{"message": "OK", "meta": "{\"host\": \"203.0.113.7\", \"port\": 27886}", "success": true}""";

    public static readonly P2PCheckRequest SomeHost = new(IPAddress.Parse("203.0.113.7"));
    public static readonly IPEndPoint SomeServer = new(IPAddress.Parse("203.0.113.8"), KailleraDefaults.ServerPort);

    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public FakeService(params IEnumerable<Func<HttpResponseMessage>> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        var mock = new MockHttpMessageHandler();
        mock.When("*").Respond(AnswerAsync);
        Http = new HttpClient(new FaultHandler(mock));
    }

    public HttpClient Http { get; }

    public List<SeenRequest> Requests { get; } = [];

    public static Func<HttpResponseMessage> Text(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Bytes(Encoding.UTF8.GetBytes(body), status);

    public static Func<HttpResponseMessage> Bytes(byte[] body, HttpStatusCode status = HttpStatusCode.OK) =>
        () => new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };

    public static Func<HttpResponseMessage> Streamed(Stream body, HttpStatusCode status = HttpStatusCode.OK) =>
        () => new HttpResponseMessage(status) { Content = new StreamedContent(body) };

    public static Func<HttpResponseMessage> Broken(HttpRequestError error = HttpRequestError.ConnectionError) =>
        Throwing(new HttpRequestException(error, "Broken on purpose."));

    public static Func<HttpResponseMessage> Throwing(Exception fault) =>
        () => new HttpResponseMessage { Content = new FaultContent(fault) };

    public KailleraApiClient CreateClient(
        KailleraApiClientOptions? options = null,
        TimeProvider? time = null,
        ILogger<KailleraApiClient>? logger = null) => new(Http, options, time ?? new ManualTimeProvider(), logger);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        Requests.Add(new SeenRequest(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            request.Content?.Headers.ContentType?.ToString(),
            request.Content is null ? null : await request.Content.ReadAsStringAsync()));

        return (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())();
    }

    /// <summary>
    /// Throws the fault that an answer stands for: a fault thrown inside the mock would get lost there.
    /// </summary>
    private sealed class FaultHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            return answer.Content is FaultContent { Fault: var fault } ? throw fault : answer;
        }
    }

    private sealed class FaultContent(Exception fault) : ByteArrayContent([])
    {
        public Exception Fault { get; } = fault;
    }
}

internal sealed record SeenRequest(string Method, string Address, string? ContentType, string? Body);

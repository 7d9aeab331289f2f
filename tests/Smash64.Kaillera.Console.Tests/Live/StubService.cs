namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>
/// A checker service on a free port of this machine, that gives one answer to every request, or none. Unless it is told what to say by
/// the typed API, it knows the original's calls only.
/// </summary>
internal sealed class StubService : IAsyncDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private const string NoSuchCall = "HTTP/1.1 404 Stub\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly string? _answer;
    private readonly string? _typedAnswer;
    private readonly List<string> _requests = [];
    private readonly Task _running;

    private StubService(string? answer, string? typedAnswer)
    {
        _answer = answer;
        _typedAnswer = typedAnswer;
        _listener.Start();
        _running = ServeAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    /// <summary>Gets the requests, head and body.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Answers with a body.</summary>
    public static StubService Answering(string body, int status = 200) => new(Http(body, status), NoSuchCall);

    /// <summary>Answers by the typed API.</summary>
    public static StubService AnsweringTyped(string body, int status = 200) => new(NoSuchCall, Http(body, status));

    /// <summary>Answers with bytes that are no HTTP.</summary>
    public static StubService Babbling() => new("I am no web server.\r\n\r\n", "I am no web server.\r\n\r\n");

    /// <summary>Takes requests and never answers.</summary>
    public static StubService Silent() => new(answer: null, typedAnswer: null);

    private static string Http(string body, int status) =>
        $"HTTP/1.1 {status} Stub\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> visits = [];
        try
        {
            while (true)
            {
                visits.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(visits);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            lock (_requests)
            {
                _requests.Add(request);
            }

            var answer = request.Contains("/v1/", StringComparison.Ordinal) ? _typedAnswer : _answer;
            if (answer is null)
            {
                await new TaskCompletionSource().Task.WaitAsync(_closing.Token);
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer!), _closing.Token);
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16_384];
        var length = 0;
        while (true)
        {
            var head = buffer.AsSpan(0, length).IndexOf(HeadEnd);
            if (head >= 0 && length >= head + HeadEnd.Length + FindBodyLength(Encoding.UTF8.GetString(buffer, 0, head)))
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), _closing.Token);
            length = read > 0 ? length + read : throw new EndOfStreamException();
        }
    }

    private static int FindBodyLength(string head)
    {
        const string Name = "Content-Length:";
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[Name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}

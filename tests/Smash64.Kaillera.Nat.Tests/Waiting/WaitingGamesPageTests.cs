using Smash64.Kaillera.Nat.Waiting;
using Smash64.Kaillera.Nat.Waiting.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>The list over HTTP.</summary>
public sealed class WaitingGamesPageTests
{
    private const string Today = "SMASH|Emu {CC:PIKA@555}|Nëss|100.200.0.2:27886|33\n";
    private const string Older = "SMASH|100.200.0.2:27886|Nëss|Emu {CC:PIKA@555}|1/2|P2P|-|\n";

    private readonly ManualTimeProvider _time = new();
    private IReadOnlyList<WaitingGame> _games = [new("SMASH", "Emu", "PIKA@555", "Nëss", IPEndPoint.Parse("100.200.0.2:27886"), 33)];

    [Theory]
    [InlineData("GET /plist.txt HTTP/1.1\r\nHost: a\r\n\r\n", 200, Today)]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 200, Older)]
    [InlineData("GET /plist.txt HTTP/1.0\n\n", 200, Today)]
    [InlineData("GET /plist.txt?x=/y HTTP/1.1\r\n\r\n", 200, Today)]
    [InlineData("GET http://p2plist.example:27887/plist.txt HTTP/1.1\r\n\r\n", 200, Today)]
    [InlineData("GET http://p2plist.example:27887 HTTP/1.1\r\n\r\n", 200, Older)]
    [InlineData("HEAD /plist.txt HTTP/1.1\r\n\r\n", 200, "")]
    [InlineData("GET /plist HTTP/1.1\r\n\r\n", 404, "Not found\n")]
    [InlineData("GET /../plist.txt HTTP/1.1\r\n\r\n", 404, "Not found\n")]
    [InlineData("GET //plist.txt HTTP/1.1\r\n\r\n", 404, "Not found\n")]
    [InlineData("HEAD /nothing HTTP/1.1\r\n\r\n", 404, "")]
    [InlineData("POST /plist.txt HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405, "Method Not Allowed\n")]
    [InlineData("get /plist.txt HTTP/1.1\r\n\r\n", 405, "Method Not Allowed\n")]
    [InlineData("GET /plist.txt\r\n\r\n", 400, "Bad Request\n")]
    [InlineData("GET /plist.txt HTTP/2.0\r\n\r\n", 400, "Bad Request\n")]
    [InlineData("GET  HTTP/1.1\r\n\r\n", 400, "Bad Request\n")]
    [InlineData(" GET / HTTP/1.1\r\n\r\n", 400, "Bad Request\n")]
    [InlineData("GET /\0 HTTP/1.1\r\n\r\n", 400, "Bad Request\n")]
    [InlineData("\r\n\r\n", 400, "Bad Request\n")]
    [InlineData("GET /plist.txt HTTP/1.1\r\nHost: a", 400, "Bad Request\n")]
    [InlineData("", 400, "Bad Request\n")]
    public async Task Page_Request_IsAnsweredAndTheConnectionEnds(string request, int status, string body)
    {
        await using var page = Start();

        var answer = await AskAsync(page, request);

        var (head, text) = Divide(answer);
        head[0].Should().StartWith($"HTTP/1.1 {status} ");
        head.Should().Contain("Connection: close").And.Contain("Content-Type: text/plain; charset=utf-8");
        text.Should().Be(body);
        if (!request.StartsWith("HEAD", StringComparison.Ordinal))
        {
            head.Should().Contain($"Content-Length: {Encoding.UTF8.GetByteCount(body)}");
        }

        head.Contains("Allow: GET, HEAD").Should().Be(status == 405);
    }

    [Fact]
    public async Task Page_Head_TellsTheLengthOfWhatGetWouldGive()
    {
        await using var page = Start();

        Divide(await AskAsync(page, "HEAD /plist.txt HTTP/1.1\r\n\r\n"))
            .Head.Should()
            .Contain($"Content-Length: {Encoding.UTF8.GetByteCount(Today)}");
    }

    [Theory]
    [InlineData(4_096, 200)]
    [InlineData(4_097, 431)]
    [InlineData(100_000, 431)]
    public async Task Page_LongHead_IsReadUpTo4KiB(int length, int status)
    {
        await using var page = Start();
        const string Beginning = "GET /plist.txt HTTP/1.1\r\nX: ";
        const string End = "\r\n\r\n";

        var answer = await AskAsync(page, $"{Beginning}{new string('x', length - Beginning.Length - End.Length)}{End}");

        answer.Should().StartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task Page_RequestThatComesInPieces_IsPutTogether()
    {
        await using var page = Start();
        using var visitor = await ConnectAsync(page);
        foreach (var piece in (string[])["GE", "T /plist", ".txt HTTP/1.1\r", "\n\r", "\n"])
        {
            await visitor.SendAsync(Encoding.ASCII.GetBytes(piece));
        }

        (await ReadToEndAsync(visitor)).Should().EndWith(Today);
    }

    [Fact]
    public async Task Page_VisitorWhoSaysNothing_IsLeftAfterFiveSeconds()
    {
        await using var page = Start();
        using var visitor = await ConnectAsync(page);
        await visitor.SendAsync("GET /plist.txt HTTP/1.1\r\n"u8.ToArray());
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await _time.WaitForTimersAsync(1, patience.Token);

        _time.Advance(TimeSpan.FromSeconds(5));

        (await ReadToEndAsync(visitor)).Should().BeEmpty();
    }

    [Fact]
    public async Task Page_SixtyFourWhoSayNothing_LetOthersWaitUntilTheyAreLeft()
    {
        await using var page = Start();
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        var silent = new List<Socket>();
        for (var i = 0; i < WaitingGamesPage.MaxConnections; i++)
        {
            silent.Add(await ConnectAsync(page));
        }

        await _time.WaitForTimersAsync(WaitingGamesPage.MaxConnections, patience.Token);
        var other = AskAsync(page, "GET /plist.txt HTTP/1.1\r\n\r\n");
        _time.TimerCount.Should().Be(WaitingGamesPage.MaxConnections);
        other.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(5));

        (await other).Should().EndWith(Today);
        silent.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData("plist.txt")]
    [InlineData("")]
    public async Task Page_OfAServer_IsReadByOurListReader(string path)
    {
        using var host = UdpPort.Bind();
        await using var server = await WaitingGamesServer.StartAsync(new WaitingGamesOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var page = WaitingGamesPage.Start(IPAddress.Loopback, 0, () => server.Games);
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await host.SendToAsync("\0ENLIST SMASH|Emu {CC:PIKA@555}|Ness\0"u8.ToArray(), SocketFlags.None, server.EndPoint, patience.Token);
        await host.ReceiveAsync(new byte[64], SocketFlags.None, patience.Token);
        using var http = new HttpClient();
        var list = new KailleraServerList(
            http,
            new KailleraServerListOptions
            {
                WaitingGamesLists = [new Uri($"http://{page.EndPoint}/{path}")],
                IncludePrivateAddresses = true,
            }
        );

        var game = (await list.ReadWaitingGamesAsync(patience.Token)).Entries.Should().ContainSingle().Subject;

        (game.Game, game.Emulator, game.Code, game.User).Should().Be(("SMASH", "Emu", "PIKA@555", "Ness"));
        game.EndPoint.Should().Be(host.LocalEndPoint);
    }

    [Fact]
    public async Task Page_ListChanges_IsWrittenAnewOnceASecond()
    {
        var asked = 0;
        await using var page = WaitingGamesPage.Start(
            IPAddress.Loopback,
            0,
            () =>
            {
                Interlocked.Increment(ref asked);
                return _games;
            },
            _time
        );
        await AskAsync(page, "GET / HTTP/1.1\r\n\r\n");
        _games = [];

        (await AskAsync(page, "GET / HTTP/1.1\r\n\r\n")).Should().EndWith(Older);
        asked.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(page, "GET / HTTP/1.1\r\n\r\n")).Should().EndWith("\r\n\r\n");
        asked.Should().Be(2);
    }

    [Fact]
    public async Task Page_ListThatCannotBeHad_CostsThatVisitorHisAnswerOnly()
    {
        var isBroken = true;
        await using var page = WaitingGamesPage.Start(
            IPAddress.Loopback,
            0,
            () => isBroken ? throw new InvalidOperationException("It is gone.") : _games,
            _time
        );

        (await AskAsync(page, "GET / HTTP/1.1\r\n\r\n")).Should().BeEmpty();
        isBroken = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(page, "GET / HTTP/1.1\r\n\r\n")).Should().EndWith(Older);
    }

    [Fact]
    public async Task Page_VisitorWhoBreaksOff_CostsNobodyElseAnything()
    {
        await using var page = Start();
        for (var i = 0; i < 2 * WaitingGamesPage.MaxConnections; i++)
        {
            using var visitor = await ConnectAsync(page);
            visitor.LingerState = new LingerOption(enable: true, seconds: 0); // a reset
            await visitor.SendAsync("GET"u8.ToArray());
        }

        (await AskAsync(page, "GET /plist.txt HTTP/1.1\r\n\r\n")).Should().EndWith(Today);
    }

    [Fact]
    public async Task Page_Ended_LeavesNothingRunningAndItsPortFree()
    {
        var page = Start();
        using var silent = await ConnectAsync(page);
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await _time.WaitForTimersAsync(1, patience.Token);

        await page.DisposeAsync();
        await page.DisposeAsync();

        _time.TimerCount.Should().Be(0);
        (await ReadToEndAsync(silent)).Should().BeEmpty();
        await using var next = WaitingGamesPage.Start(IPAddress.Loopback, page.EndPoint.Port, () => _games, _time);
        next.EndPoint.Should().Be(page.EndPoint);
    }

    [Fact]
    public void Start_BadArguments_NamesThem()
    {
        FluentActions
            .Invoking(() => WaitingGamesPage.Start(IPAddress.Loopback, 0, null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("games");
        FluentActions
            .Invoking(() => WaitingGamesPage.Start(null!, 0, () => []))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("address");
        FluentActions
            .Invoking(() => WaitingGamesPage.Start(IPAddress.Loopback, 65_536, () => []))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("port");
    }

    [Fact]
    public async Task Start_PortTaken_Throws()
    {
        await using var page = Start();

        FluentActions
            .Invoking(() => WaitingGamesPage.Start(IPAddress.Loopback, page.EndPoint.Port, () => []))
            .Should()
            .Throw<SocketException>();
    }

    [Fact]
    public void Requests_AMillionOfAnything_NeverThrow()
    {
        var random = new Random(5);
        var seed = "GET http://a/plist.txt?b HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray();
        var buffer = new byte[seed.Length];
        var whole = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            seed.CopyTo(buffer, 0);
            for (var changes = random.Next(4); changes >= 0; changes--)
            {
                buffer[random.Next(buffer.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : seed[random.Next(seed.Length)];
            }

            whole +=
                HttpRequestHead.Read(buffer.AsSpan(random.Next(3), random.Next(buffer.Length - 3))).Kind == HttpRequestKind.Get ? 1 : 0;
        }

        whole.Should().BeGreaterThan(0);
    }

    private static (string[] Head, string Body) Divide(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (answer[..end].Split("\r\n"), answer[(end + 4)..]);
    }

    private static async Task<Socket> ConnectAsync(WaitingGamesPage page)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(page.EndPoint, patience.Token);
        return socket;
    }

    private static async Task<string> AskAsync(WaitingGamesPage page, string request)
    {
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        socket.Shutdown(SocketShutdown.Send);
        return await ReadToEndAsync(socket);
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        var buffer = new byte[4_096];
        List<byte> all = [];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var length)
            {
                all.AddRange(buffer.AsSpan(0, length));
            }
        }
        catch (SocketException)
        {
            // Reset, which ends it as well.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    private WaitingGamesPage Start() => WaitingGamesPage.Start(IPAddress.Loopback, 0, () => _games, _time);
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;
using static Smash64.Kaillera.AspNetCore.Tests.Hosting.Eventually;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>Asks our service all recorded requests, several at a time because some wait for seconds.</summary>
public sealed class Replayer : IAsyncLifetime
{
    private const int AtATime = 16;
    private const string Host = "n02-host";
    private const string BusyHost = "n02-host-busy";
    private const string Server = "kaillera-server";

    // What the page's callers send along: a request's weight pays for the datagrams.
    private static readonly (string Name, string? Value)[] BrowserHeaders =
    [
        ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("Accept", "*/*"),
        ("Accept-Language", "en-US,en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ("Referer", "https://smash64.online/"),
        ("Origin", "https://smash64.online"),
        ("Sec-Fetch-Dest", "empty"),
        ("Sec-Fetch-Mode", "cors"),
        ("Sec-Fetch-Site", "same-site"),
    ];

    private readonly ConcurrentDictionary<string, Replay> _replays = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<ContractService>>> _services = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, Replay> All => _replays;

    /// <summary>Gets whom the services were about to send datagrams to.</summary>
    internal IEnumerable<int> AskedPorts =>
        _services.Values.SelectMany(service => service.Value.Result.Probes.Asked).Select(target => target.Port);

    public async Task InitializeAsync()
    {
        // Requests that shared a host or a server do so again, one after the other.
        var scenes = RecordedExchange
            .All.Values.Where(exchange => !ContractDifferences.NotOverHttp.ContainsKey(exchange.Name))
            .GroupBy(
                exchange => exchange.Target is { Kind: Host or Server } target ? $"{target.Kind} {target.Port}" : exchange.Name,
                StringComparer.Ordinal
            )
            .Select(scene => scene.ToList())
            .OrderByDescending(scene => IsSlow(scene[0]));
        await Parallel.ForEachAsync(
            scenes,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (scene, _) => await ReplayAsync(scene)
        );
    }

    public async Task DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            await (await service.Value).DisposeAsync();
        }
    }

    // Silence takes longest, and most of those who are no hosts are silent at some point.
    private static bool IsSlow(RecordedExchange exchange) =>
        exchange.Path.EndsWith("/server-check", StringComparison.Ordinal)
        || exchange.Target.Kind is "silent" or "scripted" or Server or BusyHost;

    private static ITarget Start(RecordedTarget target) =>
        target.Kind switch
        {
            Host or BusyHost => new ClassicHost(target.User, target.Game, target.App),
            "silent" => UdpTarget.Silent(),
            "scripted" => UdpTarget.Scripted(target.Replies, target.RepeatsLast, target.Delay),
            Server => UdpTarget.Doorway(),
            _ => new ClosedTarget(),
        };

    private static HttpRequestMessage Request(RecordedExchange exchange, int port)
    {
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), exchange.Path);
        if (exchange.RequestBody is { } body)
        {
            request.Content = new StringContent(exchange.WithPort(body, port));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain;charset=UTF-8"); // fetch's default
        }

        // The client joins headers that differ in case only, in their order, which means the same (RFC 9110, 5.3).
        var added = BrowserHeaders.Where(header => !exchange.RequestHeaders!.Any(recorded => recorded.Name == header.Name));
        foreach (var (name, value) in exchange.RequestHeaders!.Concat(added))
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return request;
    }

    private async Task ReplayAsync(List<RecordedExchange> scene)
    {
        var recorded = scene[0].Target;
        await using var target = Start(recorded);
        using var peer = recorded.Kind == BusyHost ? await SeatedPlayer.SitAsync((ClassicHost)target) : null;
        foreach (var exchange in scene)
        {
            var replay = await AskAsync(exchange, target);
            if (peer is null && target is ClassicHost host)
            {
                await UntilAsync(() => host.IsFree, "whoever was let in leaves");
            }

            _replays[exchange.Name] = replay with
            {
                IsHostFree = recorded.Kind == Host ? await Player.CanJoinAsync(target.Port) : null,
                IsPeerUndisturbed = peer is null ? null : await peer.IsUndisturbedAsync(),
            };
        }
    }

    private async Task<Replay> AskAsync(RecordedExchange exchange, ITarget target)
    {
        // Ports that no player can type, and the one that a request without a port means, are asked as they are.
        var isDefaultPort = exchange.Target.Port == KailleraDefaults.P2PPort;
        var port = exchange.Target.Port is { } recorded and (<= 1024 or 65535 or KailleraDefaults.P2PPort) ? recorded : target.Port;
        var service = await GetServiceAsync(exchange.ProxyHeader, isDefaultPort ? target.Port : null);
        var before = target.Received.Count;
        using var request = Request(exchange, port);
        using var response = await service.Client.SendAsync(request);
        return new Replay(
            exchange,
            port,
            response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                header => header.Key,
                header => string.Join(',', header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            await response.Content.ReadAsStringAsync(),
            [.. target.Received.Skip(before)]
        );
    }

    private Task<ContractService> GetServiceAsync(string? proxyHeader, int? defaultPort) =>
        _services
            .GetOrAdd(
                $"{proxyHeader} {defaultPort}",
                _ => new Lazy<Task<ContractService>>(() => ContractService.StartAsync(proxyHeader, defaultPort))
            )
            .Value;
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.Tests.Servers.Lists;

/// <summary>Public lists and a resolver in memory. What no answer was prepared for never answers.</summary>
internal sealed class FakeLists : HttpMessageHandler
{
    public static readonly Uri One = new("http://one.example/list");
    public static readonly Uri Two = new("http://two.example/list");

    private readonly Dictionary<Uri, Func<HttpResponseMessage>> _answers = [];
    private readonly Dictionary<string, IPAddress[]> _hosts = new(StringComparer.Ordinal);
    private int _asking;

    public ManualTimeProvider Time { get; } = new();

    public ConcurrentQueue<string> HostsAsked { get; } = [];

    public int MostHostsAtATime { get; private set; }

    /// <summary>Gets or sets what all hosts wait for before they are known.</summary>
    public Task HostsWait { get; set; } = Task.CompletedTask;

    public FakeLists Answer(Uri list, Func<HttpResponseMessage> answer)
    {
        _answers[list] = answer;
        return this;
    }

    public FakeLists Host(string name, params string[] addresses)
    {
        _hosts[name] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    public KailleraServerList Create(Action<KailleraServerListOptions>? configure = null, ILogger<KailleraServerList>? logger = null)
    {
        var options = new KailleraServerListOptions { ServerLists = [One, Two], WaitingGamesLists = [One, Two] };
        configure?.Invoke(options);
        return new KailleraServerList(new HttpClient(this, disposeHandler: false), options, Time, logger, FindHostAsync);
    }

    public async Task<IPAddress[]> FindHostAsync(string host, CancellationToken cancellationToken)
    {
        HostsAsked.Enqueue(host);
        lock (_hosts)
        {
            MostHostsAtATime = Math.Max(MostHostsAtATime, ++_asking);
        }

        try
        {
            await HostsWait;
        }
        finally
        {
            lock (_hosts)
            {
                _asking--;
            }
        }

        return _hosts.TryGetValue(host, out var addresses) ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_answers.TryGetValue(request.RequestUri!, out var answer))
        {
            return answer();
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    }
}

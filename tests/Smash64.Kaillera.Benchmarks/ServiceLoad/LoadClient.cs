using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>Asks as the page does, from an address that a proxy would tell.</summary>
internal sealed class LoadClient(HttpClient http, Uri service)
{
    private readonly Uri _check = new(service, "/kaillera/p2p-check");

    /// <summary>Lets each client check its hosts in turn, again and again until the time is over.</summary>
    public async Task<LoadFigures> CheckAsync(
        IReadOnlyList<IReadOnlyList<IPEndPoint>> hosts,
        int firstClient,
        TimeSpan pause,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var figures = new LoadFigures();
        var start = Stopwatch.GetTimestamp();
        var clients = hosts.Select(
            async (own, index) =>
            {
                // Not all at once: people don't.
                await Task.Delay(TimeSpan.FromMilliseconds(index % 1_000), cancellationToken);
                for (var i = 0; Stopwatch.GetElapsedTime(start) < duration; i++)
                {
                    var asked = Stopwatch.GetTimestamp();
                    var status = await PostAsync(own[i % own.Count], ClientAddress(firstClient + index), cancellationToken);
                    figures.Add(status, Stopwatch.GetElapsedTime(asked));
                    await Task.Delay(pause, cancellationToken);
                }
            }
        );
        await Task.WhenAll(clients);
        figures.Duration = Stopwatch.GetElapsedTime(start);
        return figures;
    }

    /// <summary>Asks from one address, without a pause, until told to stop.</summary>
    public async Task<LoadFigures> FloodAsync(IPEndPoint host, int connections, CancellationToken stop)
    {
        var figures = new LoadFigures();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var asked = Stopwatch.GetTimestamp();
                        figures.Add(await PostAsync(host, "192.0.2.1", CancellationToken.None), Stopwatch.GetElapsedTime(asked));
                    }
                })
        );
        figures.Duration = Stopwatch.GetElapsedTime(start);
        return figures;
    }

    private static string ClientAddress(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"203.{index >> 16 & 0xFF}.{index >> 8 & 0xFF}.{index & 0xFF}");

    private async Task<LoadStatus> PostAsync(IPEndPoint host, string client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _check);
        request.Headers.Add("X-Forwarded-For", client);
        request.Headers.Add(
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
        );
        request.Headers.Add("Origin", "https://smash64.online");
        request.Headers.Add("Referer", "https://smash64.online/");
        request.Headers.Add("Accept", "*/*");
        request.Headers.Add("Accept-Language", "en-US,en;q=0.9");
        request.Content = new StringContent(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"host":"{{host.Address}}","port":"{{host.Port}}","via":"https://smash64.online/legacy/p2p-hosting/"}"""
            )
        );
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK when body.Contains("\"success\": true", StringComparison.Ordinal) => LoadStatus.Responding,
            HttpStatusCode.OK => LoadStatus.NotResponding,
            HttpStatusCode.TooManyRequests => LoadStatus.Limited,
            _ => LoadStatus.Failed,
        };
    }
}

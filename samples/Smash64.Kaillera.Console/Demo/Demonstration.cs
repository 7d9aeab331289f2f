using System.Diagnostics;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Console.Demo;

/// <summary>
/// Does what a player does with the hosting page, all on this computer: host, ask for the address, validate, check; then
/// check once more with nobody hosting.
/// </summary>
internal sealed class Demonstration(DemoDisplay display)
{
    /// <summary>The host is left within a second of the check; this is for a machine that is busy.</summary>
    private static readonly TimeSpan NewsDeadline = TimeSpan.FromSeconds(5);

    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var http = new HttpClient(new StandInService());
        var client = new KailleraApiClient(http, new KailleraApiClientOptions { BaseAddress = StandInService.Address });

        await using var host = await StartHostAsync(cancellationToken);
        display.Hosting(host.EndPoint);

        var address = await client.GetIPAsync(cancellationToken);
        display.GotAddress(address);

        var port = host.EndPoint.Port;
        var text = AddressText.Read($"{address}:{port}", portText: null);
        var validation = ValidateReport.From(text);
        display.Validated(validation);

        var request = new P2PCheckRequest(text.Address!, port);
        display.Checking();
        var whileHosting = await CheckAsync(client, request, cancellationToken);
        var news = await ReadNewsAsync(host, start, cancellationToken);
        display.Checked(whileHosting, news);

        await host.DisposeAsync();
        display.Closed(host.EndPoint);
        var afterClosing = await CheckAsync(client, request, cancellationToken);
        display.CheckedAgain(afterClosing);

        return new DemoReport
        {
            Address = address?.ToString(),
            Port = port,
            Validation = validation,
            WhileHosting = whileHosting,
            HostEvents = news,
            AfterClosing = afterClosing,
            ElapsedMs = Words.ToMilliseconds(Stopwatch.GetElapsedTime(start)),
        };
    }

    // A free port may be 65535, which the page's rule refuses.
    private static async Task<P2PHost> StartHostAsync(CancellationToken cancellationToken)
    {
        var options = new P2PHostOptions
        {
            Address = IPAddress.Loopback,
            Port = 0,
            UserName = "Ness",
        };
        while (true)
        {
            var host = await P2PHost.StartAsync(options, cancellationToken);
            if (KailleraValidation.IsValidPort(host.EndPoint.Port))
            {
                return host;
            }

            await host.DisposeAsync();
        }
    }

    private static async Task<CheckReport> CheckAsync(
        KailleraApiClient client,
        P2PCheckRequest request,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        var result = await client.CheckP2PAsync(request, cancellationToken);
        return CheckReport.From(result, request, StandInService.Address, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<IReadOnlyList<HostHappening>> ReadNewsAsync(P2PHost host, long start, CancellationToken cancellationToken)
    {
        List<HostHappening> news = [];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(NewsDeadline);
        try
        {
            await foreach (var happened in host.ReadEventsAsync(deadline.Token))
            {
                news.Add(HostHappening.From(happened, Stopwatch.GetElapsedTime(start)));
                if (happened.Kind == P2PHostEventKind.Left)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Then what has come is shown.
        }

        return news;
    }
}

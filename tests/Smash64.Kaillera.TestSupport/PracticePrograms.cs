namespace Smash64.Kaillera.TestSupport;

/// <summary>What happens at hosts and servers of this process, for tests to wait for.</summary>
public static class PracticePrograms
{
    /// <summary>How long a test waits for what must come: so long that a busy machine is no failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for something to happen at a host.</summary>
    public static Task<P2PHostEvent> WaitForAsync(this P2PHost host, P2PHostEventKind kind) =>
        FirstAsync(host.ReadEventsAsync, happened => happened.Kind == kind, kind);

    /// <summary>Waits for something to happen at a server.</summary>
    public static Task<KailleraPracticeServerEvent> WaitForAsync(this KailleraPracticeServer server, KailleraPracticeServerEventKind kind) =>
        FirstAsync(server.ReadEventsAsync, happened => happened.Kind == kind, kind);

    /// <summary>Ends a host and reads what happened at it before.</summary>
    public static async Task<IReadOnlyList<P2PHostEvent>> EndAsync(this P2PHost host)
    {
        await host.DisposeAsync();
        var events = new List<P2PHostEvent>();
        await foreach (var happened in host.ReadEventsAsync())
        {
            if (!happened.HostClosed)
            {
                events.Add(happened);
            }
        }

        return events;
    }

    private static async Task<TEvent> FirstAsync<TEvent, TKind>(
        Func<CancellationToken, IAsyncEnumerable<TEvent>> read,
        Predicate<TEvent> isWanted,
        TKind kind
    )
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var happened in read(patience.Token))
        {
            if (isWanted(happened))
            {
                return happened;
            }
        }

        throw new InvalidOperationException($"It has ended without {kind}.");
    }
}

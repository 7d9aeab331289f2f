using System.Collections.Concurrent;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>A probe that pings nobody: a test says what each call finds.</summary>
internal sealed class ScriptedServerProbe(Func<IPEndPoint, CancellationToken, Task<KailleraPingResult>> find) : IKailleraServerProbe
{
    private readonly ConcurrentQueue<(IPEndPoint Server, int Count)> _calls = [];

    public IReadOnlyCollection<(IPEndPoint Server, int Count)> Calls => _calls;

    /// <summary>Makes a probe that finds the same everywhere, at once.</summary>
    /// <param name="milliseconds">The mean of the times, or <see langword="null"/> if nothing answers.</param>
    public static ScriptedServerProbe Finding(double? milliseconds) =>
        new(
            (server, _) =>
                Task.FromResult(
                    new KailleraPingResult(server, milliseconds is null ? KailleraPingStatus.NoResponse : KailleraPingStatus.Responding)
                    {
                        MeanRoundTripTime = milliseconds is { } mean ? TimeSpan.FromMilliseconds(mean) : null,
                    }
                )
        );

    public Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default)
    {
        _calls.Enqueue((server, count));
        return find(server, cancellationToken);
    }

    public IAsyncEnumerable<KailleraPingResult> PingManyAsync(
        IEnumerable<IPEndPoint> servers,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}

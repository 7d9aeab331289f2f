using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>A list of servers, and a probe that finds what a test says of each.</summary>
internal sealed class FakeServers : IKailleraServerSource, IKailleraServerProbe
{
    private readonly ConcurrentDictionary<IPEndPoint, double?> _found = [];
    private int _rounds;

    public List<KailleraServerEntry> List { get; set; } = [];

    /// <summary>Gets or sets what reading the list throws.</summary>
    public Exception? ListFailure { get; set; }

    /// <summary>Gets or sets what a round throws.</summary>
    public Exception? RoundFailure { get; set; }

    /// <summary>Gets or sets what each round waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Gets how many rounds have begun.</summary>
    public int Rounds => _rounds;

    /// <summary>Puts a server on the list.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ms">How fast it answers; <see langword="null"/> if it does not.</param>
    /// <param name="host">What the list names; its address if that is <see langword="null"/>.</param>
    public IPEndPoint Add(string name, double? ms, string? host = null)
    {
        var address = new IPEndPoint(new IPAddress([127, 0, 1, (byte)(List.Count + 1)]), 27888);
        List =
        [
            .. List,
            new KailleraServerEntry(host ?? address.Address.ToString(), address.Port)
            {
                Name = name,
                EndPoint = address,
                MaxUsers = 50,
            },
        ];
        _found[address] = ms;
        return address;
    }

    /// <summary>Says how fast a server answers from now on.</summary>
    public void Set(IPEndPoint server, double? ms) => _found[server] = ms;

    public Task<IReadOnlyList<KailleraServerEntry>> GetServersAsync(CancellationToken cancellationToken) =>
        ListFailure is null
            ? Task.FromResult<IReadOnlyList<KailleraServerEntry>>(List)
            : Task.FromException<IReadOnlyList<KailleraServerEntry>>(ListFailure);

    public async IAsyncEnumerable<KailleraPingResult> PingManyAsync(
        IEnumerable<IPEndPoint> servers,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref _rounds);
        await Gate.WaitAsync(cancellationToken);
        if (RoundFailure is not null)
        {
            throw RoundFailure;
        }

        foreach (var server in servers)
        {
            yield return _found[server] is { } ms
                ? new KailleraPingResult(server, KailleraPingStatus.Responding)
                {
                    Sent = 3,
                    Received = 3,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(ms - 1),
                    MeanRoundTripTime = TimeSpan.FromMilliseconds(ms),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(ms + 1),
                }
                : new KailleraPingResult(server, KailleraPingStatus.NoResponse) { Sent = 3 };
        }
    }

    public Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}

using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Nat.Tests.Diagnosis;

/// <summary>A checker service that says what a test wants.</summary>
internal sealed class FakeChecks : IKailleraCheckClient
{
    public static readonly IPAddress Caller = IPAddress.Parse("203.0.113.7");

    /// <summary>Gets the ports that were checked, in order.</summary>
    public List<int> Checked { get; } = [];

    /// <summary>Gets or sets the verdict of each check.</summary>
    public Func<P2PCheckRequest, CancellationToken, Task<KailleraCheckVerdict>> Judge { get; set; } =
        static (_, _) => Task.FromResult(KailleraCheckVerdict.NoResponse);

    public Func<CancellationToken, Task<KailleraCheckService>> Tell { get; set; } =
        static _ => Task.FromResult(new KailleraCheckService(new KailleraVantage("moon-1", "the moon")) { Caller = Caller });

    public Task<KailleraCheckService> GetServiceAsync(CancellationToken cancellationToken = default) => Tell(cancellationToken);

    public async Task<KailleraCheck> CheckAsync(P2PCheckRequest request, CancellationToken cancellationToken = default)
    {
        Checked.Add(request.Port);
        var verdict = await Judge(request, cancellationToken);
        return new KailleraCheck("id", new IPEndPoint(Caller, request.Port), new KailleraVantage("moon-1", "the moon"))
        {
            Result = new KailleraCheckResult(verdict, "said the service") { IsReachable = verdict == KailleraCheckVerdict.Responding },
        };
    }

    public Task<KailleraCheck> StartAsync(P2PCheckRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraCheck> CheckCodeAsync(string code, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraCheck> StartCodeAsync(string code, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<KailleraCheck> GetAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<KailleraCheckUpdate> FollowAsync(string id, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}

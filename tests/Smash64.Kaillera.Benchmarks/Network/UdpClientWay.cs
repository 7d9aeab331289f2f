namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>The way most .NET code does it: a <see cref="UdpClient"/> for each probe, so many at a time.</summary>
internal sealed class UdpClientWay : IWay
{
    /// <summary>How many probes there are at a time.</summary>
    public const int Slots = 256;

    /// <summary>How long a probe waits for an answer, in both ways.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private static readonly byte[] Knock = P2PProtocol.Knock.ToArray();

    public async Task<int> CountAnswersAsync(IReadOnlyList<IPEndPoint> hosts, CancellationToken cancellationToken)
    {
        var count = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Slots, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            hosts,
            parallel,
            async (host, token) =>
            {
                if (await KnockAsync(host, token))
                {
                    Interlocked.Increment(ref count);
                }
            }
        );
        return count;
    }

    private static async Task<bool> KnockAsync(IPEndPoint host, CancellationToken cancellationToken)
    {
        using var client = new UdpClient(AddressFamily.InterNetwork);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            client.Connect(host);
            await client.SendAsync(Knock, deadline.Token);
            var answer = await client.ReceiveAsync(deadline.Token);
            return answer.Buffer.AsSpan().SequenceEqual(P2PProtocol.KnockReply);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

namespace Smash64.Kaillera.Native;

/// <summary>A practice host or server that runs.</summary>
internal sealed class Practice(IAsyncDisposable program, IPEndPoint endPoint) : NativeObject
{
    /// <inheritdoc/>
    public override string Kind => "a practice host or server";

    /// <summary>Gets where it listens, with its text.</summary>
    public NativeResult<IPEndPoint> Listening { get; } = new(endPoint);

    /// <summary>Ends it; once more is no harm.</summary>
    public Task StopAsync() => program.DisposeAsync().AsTask();

    /// <inheritdoc/>
    public override void Release()
    {
        _ = StopAsync();
        Listening.Release();
    }
}

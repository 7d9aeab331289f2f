namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>A port that refuses.</summary>
internal sealed class ClosedTarget : ITarget
{
    private readonly ClosedPort _port = new();

    public int Port => _port.Port;

    public IReadOnlyCollection<byte[]> Received => [];

    public ValueTask DisposeAsync()
    {
        _port.Dispose();
        return ValueTask.CompletedTask;
    }
}

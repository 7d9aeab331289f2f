namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>What stands at the port that a recorded request asks, on loopback and a port of its own.</summary>
internal interface ITarget : IAsyncDisposable
{
    int Port { get; }

    /// <summary>Gets what came in so far, in order.</summary>
    IReadOnlyCollection<byte[]> Received { get; }
}

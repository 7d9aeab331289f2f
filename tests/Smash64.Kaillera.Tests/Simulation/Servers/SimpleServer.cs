namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>A program at the doorway's port that answers each datagram by a rule, or nothing at all.</summary>
/// <param name="answer">What a datagram is answered with; <see langword="null"/> for nothing.</param>
/// <param name="isListening">Whether something listens at all.</param>
internal sealed class SimpleServer(Func<byte[], byte[]?> answer, bool isListening = true) : ISimulatedServer
{
    private readonly Queue<byte[]> _answers = [];

    public static SimpleServer Silent => new(_ => null);

    public static SimpleServer Nothing => new(_ => null, isListening: false);

    public static SimpleServer Echo => new(datagram => datagram);

    /// <summary>Gets a server of another version: it answers PING, and no HELLO of ours.</summary>
    public static SimpleServer OtherVersion =>
        new(datagram => datagram.AsSpan().SequenceEqual("PING\0"u8) ? "PONG\0"u8.ToArray() : null);

    public TimeSpan WakeUp => TimeSpan.MaxValue;

    public void Advance(TimeSpan now) { }

    public bool Receive(byte[] datagram, int port, TimeSpan now)
    {
        if (port == SimulatedServer.DoorwayPort && isListening && answer(datagram) is { } reply)
        {
            _answers.Enqueue(reply);
        }

        return isListening && port == SimulatedServer.DoorwayPort;
    }

    public bool TryAnswer(out int port, out byte[] datagram)
    {
        port = SimulatedServer.DoorwayPort;
        var found = _answers.TryDequeue(out var next);
        datagram = next ?? [];
        return found;
    }
}

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>A program other than a host: answers each datagram by a rule, or nothing at all.</summary>
/// <param name="answer">What a datagram is answered with; <see langword="null"/> for nothing.</param>
/// <param name="isListening">Whether something listens at all.</param>
internal sealed class OtherProgram(Func<byte[], byte[]?> answer, bool isListening = true) : ISimulatedProgram
{
    private readonly Queue<byte[]> _answers = [];

    public static OtherProgram Silent => new(_ => null);

    public static OtherProgram Nothing => new(_ => null, isListening: false);

    /// <summary>Gets a Kaillera server's doorway: answers PING, and nothing that is not its own language.</summary>
    public static OtherProgram KailleraServer =>
        new(datagram => datagram.AsSpan().SequenceEqual("PING\0"u8) ? "PONG\0"u8.ToArray() : null);

    public static OtherProgram Echo => new(datagram => datagram);

    public TimeSpan WakeUp => TimeSpan.MaxValue;

    public bool Receive(byte[] datagram, TimeSpan now)
    {
        if (answer(datagram) is { } reply)
        {
            _answers.Enqueue(reply);
        }

        return isListening;
    }

    public bool TryAnswer(TimeSpan now, out byte[] datagram)
    {
        var found = _answers.TryDequeue(out var next);
        datagram = next ?? [];
        return found;
    }
}

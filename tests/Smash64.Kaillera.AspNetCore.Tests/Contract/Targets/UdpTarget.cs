namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>A program at the port of a recorded exchange.</summary>
internal sealed class UdpTarget(UdpProgram.Answerer answer, TimeSpan delay = default) : UdpProgram(answer, delay), ITarget
{
    public static new UdpTarget Silent() => new(static (_, _) => []);

    public static new UdpTarget Doorway() => new(AnswerPing);

    /// <summary>Answers the datagrams in their order.</summary>
    /// <param name="replies">What each is answered with; <see langword="null"/> is nothing.</param>
    /// <param name="repeatLast">Whether the last one answers all that follow, too.</param>
    /// <param name="delay">How long each answer takes.</param>
    public static UdpTarget Scripted(IReadOnlyList<byte[]?> replies, bool repeatLast, TimeSpan delay)
    {
        var next = 0;
        return new(
            (_, sender) =>
            {
                var index = repeatLast ? Math.Min(next, replies.Count - 1) : next;
                next++;
                return index < replies.Count && replies[index] is { } reply ? [(sender, reply)] : [];
            },
            delay
        );
    }
}

namespace Smash64.Kaillera.Protocol;

/// <summary>A question that takes nothing and leaves nothing behind, and the one answer to it. Neither carries a number.</summary>
/// <param name="question">What is sent.</param>
/// <param name="answer">What comes back.</param>
internal sealed class PingKind(ReadOnlySpan<byte> question, ReadOnlySpan<byte> answer)
{
    private readonly byte[] _question = question.ToArray();
    private readonly byte[] _answer = answer.ToArray();

    public ReadOnlySpan<byte> Question => _question;

    public ReadOnlySpan<byte> Answer => _answer;
}

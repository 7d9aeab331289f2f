using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Stun.Protocol;

/// <summary>
/// Tells whoever asks from where he is seen. Never more than twice the bytes of the question, and never more than so many a second, so that
/// nobody gains by asking in another's name.
/// </summary>
/// <param name="others">The end point to name at each local port, where there is one.</param>
/// <param name="options">The limits.</param>
internal sealed class StunResponder(IReadOnlyDictionary<int, IPEndPoint> others, StunServerOptions options) : IListeningProgram<object>
{
    private const int AnswerFactor = 2;

    private readonly Queue<(int Port, IPEndPoint Asker, byte[] Datagram)> _outgoing = [];
    private readonly AddressLimit _answers = new(
        TimeSpan.FromSeconds(1),
        options.MaxAnswersPerAddressPerSecond,
        options.MaxAnswersPerSecond
    );

    public TimeSpan WakeUp => TimeSpan.MaxValue;

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (
            !StunMessageReader.TryRead(datagram, out var question)
            || question.Type != StunProtocol.BindingRequest
            || sender.Port == 0
            || !_answers.TryTake(sender.Address, now)
        )
        {
            return;
        }

        if (question.TryFindNotUnderstood(out var attribute))
        {
            Send(localPort, sender, StunMessageWriter.WriteNotUnderstood(question.TransactionId, attribute), datagram.Length);
            return;
        }

        var answer = StunMessageWriter.WriteAnswer(question.TransactionId, sender, others.GetValueOrDefault(localPort));
        if (answer.Length > AnswerFactor * datagram.Length)
        {
            answer = StunMessageWriter.WriteAnswer(question.TransactionId, sender, other: null);
        }

        Send(localPort, sender, answer, datagram.Length);
    }

    public void Advance(TimeSpan now)
    {
        // Nothing is ever due: who asks is answered at once.
    }

    public void Close() => _outgoing.Clear();

    public bool TryWrite(out int localPort, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (localPort, destination, datagram) = next;
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out object? happened)
    {
        happened = null;
        return false;
    }

    private void Send(int localPort, IPEndPoint asker, byte[] answer, int questionLength)
    {
        if (answer.Length <= AnswerFactor * questionLength)
        {
            _outgoing.Enqueue((localPort, asker, answer));
        }
    }
}

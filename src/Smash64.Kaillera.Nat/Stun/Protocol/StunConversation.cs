using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Stun.Protocol;

/// <summary>
/// Asks one or several STUN servers from one port what they see of it. A server that names another address of its own is asked there
/// too, if nobody else could say whether the NAT treats all alike.
/// </summary>
/// <param name="servers">Whom to ask, 1 to 4.</param>
/// <param name="localPort">From which port.</param>
/// <param name="timeout">For how long.</param>
internal sealed class StunConversation(IReadOnlyList<IPEndPoint> servers, int localPort, TimeSpan timeout) : IListeningProgram<StunOutcome>
{
    /// <summary>
    /// Asked again after 0.2 s, then every 0.4 s: eight times in three seconds, of which at 20 % loss each way one in 3,500 is in vain. The
    /// standard's half a second that doubles would ask three times.
    /// </summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan NextWait = TimeSpan.FromMilliseconds(400);

    private readonly List<Question> _questions = [.. servers.Select(static server => new Question(server))];
    private readonly Queue<(IPEndPoint Server, byte[] Datagram)> _outgoing = [];
    private StunOutcome? _outcome;
    private bool _hasEnded;

    public TimeSpan WakeUp => _hasEnded ? TimeSpan.MaxValue : Min(timeout, _questions.Min(static question => question.Due));

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (
            _hasEnded
            || !StunMessageReader.TryRead(datagram, out var message)
            || message.Type is not (StunProtocol.BindingAnswer or StunProtocol.BindingError)
            || Find(message.TransactionId, sender) is not { } question
        )
        {
            return;
        }

        var isAnswer = message.Type == StunProtocol.BindingAnswer;
        IPEndPoint? mapped = null;
        if (
            isAnswer
            && !message.TryFindAddress(StunProtocol.XorMappedAddress, out mapped)
            && !message.TryFindAddress(StunProtocol.MappedAddress, out mapped)
        )
        {
            return; // it tells nothing: perhaps a later one does
        }

        question.End(mapped, now);
        if (servers.Count == 1 && _questions.Count == 1 && message.TryFindAddress(StunProtocol.OtherAddress, out var other) && IsNear(sender, other))
        {
            _questions.Add(new Question(other));
        }
    }

    public void Advance(TimeSpan now)
    {
        if (_hasEnded)
        {
            return;
        }

        var answered = _questions.FindAll(static question => question.Mapped is not null);
        if (now >= timeout || answered.Count > 1 || _questions.TrueForAll(static question => question.HasEnded))
        {
            _hasEnded = true;
            _outcome = new StunOutcome(answered.ConvertAll(static question => question.ToAnswer()), now);
            return;
        }

        foreach (var question in _questions.Where(question => question.Due <= now))
        {
            _outgoing.Enqueue((question.Server, question.Ask(now)));
        }
    }

    public void Close() => _hasEnded = true;

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        port = localPort;
        var isDue = _outgoing.TryDequeue(out var next);
        (destination, datagram) = (next.Server, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out StunOutcome? happened)
    {
        happened = _outcome;
        _outcome = null;
        return happened is not null;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // A stranger's word must not send datagrams into somebody's network: from a public server only to public addresses.
    private static bool IsNear(IPEndPoint server, IPEndPoint other) =>
        !other.Equals(server) && KailleraValidation.GetScope(other.Address) == KailleraValidation.GetScope(server.Address);

    private Question? Find(ReadOnlySpan<byte> transactionId, IPEndPoint sender)
    {
        foreach (var question in _questions)
        {
            if (question.Is(transactionId, sender))
            {
                return question;
            }
        }

        return null;
    }

    private sealed class Question(IPEndPoint server)
    {
        private readonly byte[] _id = RandomNumberGenerator.GetBytes(StunProtocol.TransactionIdLength);
        private TimeSpan _askedAt;
        private TimeSpan? _answeredAfter;
        private int _asked;

        public IPEndPoint Server { get; } = server;

        public bool HasEnded { get; private set; }

        public IPEndPoint? Mapped { get; private set; }

        public TimeSpan Due { get; private set; }

        public byte[] Ask(TimeSpan now)
        {
            _askedAt = now;
            Due = now + (_asked == 0 ? FirstWait : NextWait);
            _asked++;
            return StunMessageWriter.WriteRequest(_id);
        }

        public bool Is(ReadOnlySpan<byte> transactionId, IPEndPoint sender) =>
            !HasEnded && transactionId.SequenceEqual(_id) && sender.Equals(Server);

        public void End(IPEndPoint? mapped, TimeSpan now)
        {
            HasEnded = true;
            Mapped = mapped;
            Due = TimeSpan.MaxValue;
            _answeredAfter = _asked == 1 ? now - _askedAt : null; // of several, nobody knows which was answered
        }

        public StunAnswer ToAnswer() => new(Server, Mapped!) { RoundTripTime = _answeredAfter };
    }
}

/// <param name="Answers">What servers said.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record StunOutcome(IReadOnlyList<StunAnswer> Answers, TimeSpan Elapsed);

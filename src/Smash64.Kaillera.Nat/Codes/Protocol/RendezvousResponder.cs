using System.Diagnostics.CodeAnalysis;
using System.Text;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>
/// Brings hosts and joiners together by codes, in both dialects of today's clients. Nobody is sent anything who has not just asked, but a
/// registered host, who learns of a joiner at most once a second; and no answer is longer than three times its question.
/// </summary>
/// <param name="localPort">The port it stands at.</param>
/// <param name="options">The limits.</param>
/// <param name="codes">Who owns which code.</param>
internal sealed class RendezvousResponder(int localPort, RendezvousServerOptions options, CodeBook codes) : IListeningProgram<ClaimChange>
{
    private const int AnswerFactor = 3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan IdleLook = TimeSpan.FromHours(1);

    private readonly SessionBook _sessions = new(options.MaxSessions, options.MaxSessionsPerAddress);
    private readonly AddressLimit _questions = new(
        TimeSpan.FromSeconds(1),
        options.MaxQuestionsPerAddressPerSecond,
        options.MaxQuestionsPerSecond
    );
    private readonly AddressLimit _joins = new(Minute, options.MaxJoinsPerAddressPerMinute, options.MaxJoinsPerMinute);
    private readonly AddressLimit _firstJoins = new(TimeSpan.FromSeconds(15), int.MaxValue, int.MaxValue);
    private readonly AddressLimit _claims = new(Minute, options.MaxClaimsPerAddressPerMinute, options.MaxClaimsPerMinute);
    private readonly Queue<(IPEndPoint To, byte[] Datagram)> _outgoing = [];
    private readonly Queue<(TimeSpan At, IPEndPoint To, byte[] Datagram)> _later = []; // all by the same delay, so in their order
    private TimeSpan _idleLookAt = IdleLook;

    public TimeSpan WakeUp => _later.TryPeek(out var next) && next.At < _idleLookAt ? next.At : _idleLookAt;

    /// <summary>Gets how many hosts wait.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Gets how many joiners were brought to a host.</summary>
    public long JoinCount { get; private set; }

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (
            sender.Port == 0
            || !ServedAddress.IsServed(sender.Address, options.AllowPrivateAddresses)
            || !RendezvousMessage.TryRead(datagram, out var question)
            || !(_questions.TryTake(sender.Address, now) || IsKeptSession(question))
        )
        {
            return;
        }

        var answer = Answer(question, sender, now);
        if (answer is not null && Fits(answer, datagram.Length))
        {
            _outgoing.Enqueue((sender, RendezvousProtocol.Write(answer)));
        }
    }

    public void Advance(TimeSpan now)
    {
        while (_later.TryPeek(out var next) && next.At <= now)
        {
            _later.Dequeue();
            _outgoing.Enqueue((next.To, next.Datagram));
        }

        if (now >= _idleLookAt)
        {
            _idleLookAt = now + IdleLook;
            codes.GiveUpIdle(now);
        }
    }

    public void Close() => _later.Clear();

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (port, destination, datagram) = (localPort, next.To, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out ClaimChange? happened) => codes.TryReadChange(out happened);

    // A flood of forged questions must not end the sessions of those who keep theirs.
    private bool IsKeptSession(RendezvousMessage question) =>
        (question.Word.SequenceEqual("KEEP"u8) && _sessions.IsKnown(question.Subject))
        || (question.Word.SequenceEqual("HOSTKEEP"u8) && codes.IsOwner(question.Subject));

    private static bool Fits(string answer, int questionLength) =>
        answer.Length + RendezvousProtocol.Name.Length + 2 + RendezvousProtocol.HeadersLength
        <= AnswerFactor * (questionLength + RendezvousProtocol.HeadersLength);

    private string? Answer(RendezvousMessage question, IPEndPoint sender, TimeSpan now) =>
        Encoding.ASCII.GetString(question.Word) switch
        {
            "REG" => Register(sender, now),
            "KEEP" => _sessions.TryKeep(question.Subject, sender, now) ? "OK" : "ERR|NOSESSION",
            "CLOSE" => _sessions.TryClose(question.Subject) ? "OK" : "ERR|NOSESSION",
            "CHECK" => Check(question.Subject, question.Detail, now),
            "CLAIM" => Claim(question.Subject, question.Detail, sender, now),
            "CLAIMACK" => codes.TryConfirm(question.Subject, now) ? "OK" : "ERR|NOAUTH",
            "RELEASE" => Release(question.Subject, now),
            "HOSTOPEN" => Open(question.Subject, sender, now),
            "HOSTKEEP" => codes.TryUse(question.Subject, now, out var kept) && _sessions.TryKeep(kept, sender, now)
                ? "OK"
                : "ERR|NOSESSION",
            "HOSTCLOSE" => codes.TryUse(question.Subject, now, out var closed) && _sessions.TryClose(closed) ? "OK" : "ERR|NOSESSION",
            "JOIN" => Join(question.Subject, sender, now),
            "PUNCH" => null,
            _ => "ERR|UNSUPPORTED",
        };

    private string Register(IPEndPoint host, TimeSpan now)
    {
        var session = _sessions.Register(host, now);
        return $"REGOK|{session.Code}|{session.Token}|{host.Address}|{host.Port}";
    }

    private string Check(string target, string owner, TimeSpan now) =>
        !ConnectCode.TryParse(target, out var code) || !code.IsClaimed ? "ERR|BADREQ"
        : codes.IsFree(code, owner, now) ? $"CHECKOK|{code}"
        : codes.TryFindFree(code.ToString().Split('@')[0], now, out var free) ? $"CHECKSUGGEST|{code}|{free}"
        : "ERR|CLAIMFULL";

    private string Claim(string target, string owner, IPEndPoint asker, TimeSpan now)
    {
        if (!_claims.TryTake(asker.Address, now))
        {
            return "ERR|RATELIMIT";
        }

        if (ConnectCode.TryParse(target, out var code) && code.IsClaimed)
        {
            return codes.IsFree(code, owner, now) || codes.IsSetAsideFor(code, asker, now)
                    ? $"CLAIMOK|{code}|{codes.SetAside(code, owner, asker, now)}"
                : codes.TryFindFree(code.ToString().Split('@')[0], now, out var other) ? $"CLAIMSUGGEST|{code}|{other}"
                : "ERR|CLAIMFULL";
        }

        var isAuto = target.Equals("AUTO", StringComparison.OrdinalIgnoreCase);
        return !isAuto && !ConnectCode.IsPrefix(target) ? "ERR|BADREQ"
            : codes.TryFindFree(isAuto ? null : target, now, out var free) ? $"CLAIMOK|{free}|{codes.SetAside(free, owner, asker, now)}"
            : "ERR|CLAIMFULL";
    }

    private string Release(string owner, TimeSpan now)
    {
        if (codes.TryUse(owner, now, out var code))
        {
            _sessions.TryClose(code);
        }

        return codes.TryRelease(owner) ? "OK" : "ERR|NOAUTH";
    }

    private string Open(string owner, IPEndPoint host, TimeSpan now) =>
        !codes.TryUse(owner, now, out var code) ? "ERR|NOAUTH"
        : _sessions.TryOpen(code, host, now, out var session) ? $"HOSTOK|{code}|{session.Token}|{host.Address}|{host.Port}"
        : "ERR|FULL";

    private string? Join(string text, IPEndPoint joiner, TimeSpan now)
    {
        if (!ConnectCode.TryParse(text, out var code))
        {
            return "ERR|BADREQ";
        }

        // Clients repeat it after 3 s, and who forges an address does not know when.
        if (_joins.IsUnderPressure(now) && !_firstJoins.HasTaken(joiner.Address, now))
        {
            _firstJoins.TryTake(joiner.Address, now);
            return null;
        }

        if (!_joins.TryTake(joiner.Address, now))
        {
            return "ERR|RATELIMIT";
        }

        if (!_sessions.TryFind(code, out var session))
        {
            return codes.IsClaimed(code) ? "ERR|OFFLINE" : "ERR|UNKNOWNCODE";
        }

        return session.IsSilent(now) ? "ERR|OFFLINE" : Meet(session, joiner, now);
    }

    // The host is told first; the joiner hears of him when the host's first punches are on their way.
    private string? Meet(CodeSession session, IPEndPoint joiner, TimeSpan now)
    {
        var isSame = joiner.Equals(session.Joiner);
        if (!isSame && session.Joiner is not null && now - session.JoinedAt < RendezvousProtocol.JoinTurn)
        {
            return "ERR|BUSY";
        }

        if (!isSame)
        {
            JoinCount++;
            (session.Joiner, session.JoinToken, session.PeerToldAt) = (joiner, CodeBook.MakeToken(), TimeSpan.MinValue);
        }

        session.JoinedAt = now;
        if (session.PeerToldAt == TimeSpan.MinValue || now - session.PeerToldAt >= RendezvousProtocol.PeerInterval)
        {
            session.PeerToldAt = now;
            _outgoing.Enqueue((session.Host, RendezvousProtocol.Write($"PEER|{session.Token}|{joiner.Address}|{joiner.Port}")));
            _later.Enqueue(
                (
                    now + RendezvousProtocol.HostFirst,
                    joiner,
                    RendezvousProtocol.Write($"HOST|{session.JoinToken}|{session.Host.Address}|{session.Host.Port}")
                )
            );
        }

        return null;
    }
}

using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Nat.Paths;

/// <summary>
/// The way to a host that a third party tells and both sides open: asks until the host is heard, waits for its punch, punches, lets the
/// probe speak, and keeps punching around it.
/// </summary>
/// <param name="kind">Which path it is.</param>
/// <param name="server">The third party. Only what comes from there is believed.</param>
/// <param name="mode">
/// How much the probe asks. One that logs in speaks only to hosts that were heard: a way that opens late lets the login in, and the answer
/// that says so may be the one that is lost.
/// </param>
/// <param name="pace">Its times.</param>
internal abstract class PunchedPath(P2PPathKind kind, IPEndPoint server, P2PProbeMode mode, PunchedPath.Pace pace) : IP2PPathFinder
{
    // Some routers remember who came too early, and answer him from another port.
    // So nobody speaks before the host's second chance to hear of us is over too; a second is the least.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.6);

    // Who only knocks harms nobody by speaking too early, and has his own time to be heard in.
    private const double KnockShare = 0.66;

    // A host that sends from a second port may be heard from the told one a moment later.
    private static readonly TimeSpan OtherPortPatience = TimeSpan.FromMilliseconds(300);

    private int _asked;
    private bool _isSecondDue;
    private TimeSpan _nextAsk;
    private TimeSpan _nextPunch = TimeSpan.MaxValue;
    private TimeSpan _speakAt = TimeSpan.MaxValue;
    private P2PPathEvidence _evidence = new(kind);

    /// <inheritdoc/>
    public IPEndPoint? Host { get; private set; }

    /// <inheritdoc/>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public P2PPathEvidence Evidence => _evidence;

    /// <inheritdoc/>
    public TimeSpan WakeUp => HasFailed ? TimeSpan.MaxValue : Times.Earliest(_nextAsk, _nextPunch, _speakAt);

    /// <summary>Gets how often was asked.</summary>
    protected int Asked => _asked;

    /// <summary>Gets a value indicating whether the third party has said where the host is.</summary>
    protected bool IsTold => _evidence.EndPoint is not null;

    /// <summary>Gets a value indicating whether a host that is heard from another port than the told one is asked there.</summary>
    protected abstract bool FollowsOtherPort { get; }

    /// <summary>Gets a value indicating whether each turn has a second question.</summary>
    protected virtual bool HasSecondQuestion => false;

    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length, out IPEndPoint destination)
    {
        (length, destination) = (0, server);
        if (HasFailed)
        {
            return false;
        }

        if (now >= _nextAsk)
        {
            if (_asked < pace.Asks)
            {
                length = WriteNextQuestion(now, buffer);
                return true;
            }

            _nextAsk = TimeSpan.MaxValue;
            if (!IsTold)
            {
                Fail(FailureOfSilence());
                return false;
            }
        }

        if (now >= _speakAt)
        {
            Release(now);
        }

        if (HasFailed || now < _nextPunch)
        {
            return false;
        }

        _nextPunch = now + pace.PunchInterval;
        (length, destination) = (WritePunch(buffer), Host ?? _evidence.EndPoint!);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now)
    {
        if (HasFailed)
        {
            return true;
        }

        if (sender.Equals(server))
        {
            ReceiveFromServer(datagram, now);
            return !sender.Equals(Host);
        }

        if (_evidence.EndPoint is not { } told || !sender.Address.Equals(told.Address))
        {
            return true; // a stranger
        }

        _nextAsk = TimeSpan.MaxValue; // The host knows of us.
        if (sender.Equals(told))
        {
            _evidence = _evidence with { IsPunched = true };
            _speakAt = Host is null ? now : TimeSpan.MaxValue;
        }
        else if (_evidence.SeenEndPoint is null)
        {
            _evidence = _evidence with { SeenEndPoint = sender };
            _speakAt = Host is null ? Times.Earlier(_speakAt, now + OtherPortPatience) : TimeSpan.MaxValue;
        }

        if (now >= _speakAt)
        {
            Release(now);
        }

        return IsPunch(datagram);
    }

    /// <summary>Writes the question to the third party.</summary>
    /// <param name="isSecond">Whether it is the second part of a turn, where <see cref="HasSecondQuestion"/> says so.</param>
    /// <param name="buffer">Where to write.</param>
    /// <returns>Its length.</returns>
    protected abstract int WriteQuestion(bool isSecond, Span<byte> buffer);

    /// <summary>Writes what opens the way.</summary>
    protected abstract int WritePunch(Span<byte> buffer);

    /// <summary>Tells whether a host's datagram is a punch, which is none of the probe's business.</summary>
    protected abstract bool IsPunch(ReadOnlySpan<byte> datagram);

    /// <summary>Takes what the third party says.</summary>
    protected abstract void ReceiveFromServer(ReadOnlySpan<byte> datagram, TimeSpan now);

    /// <summary>Says what it means that nobody told where the host is.</summary>
    protected abstract P2PPathFailure FailureOfSilence();

    /// <summary>Takes the host's end point from the third party. The first one counts.</summary>
    protected void Tell(IPEndPoint host, TimeSpan now)
    {
        if (!IsTold)
        {
            _evidence = _evidence with { EndPoint = host };
            (_nextPunch, _speakAt) = (now + Silence, now + (mode == P2PProbeMode.Knock ? pace.Patience * KnockShare : pace.Patience));
        }
    }

    /// <summary>Ends the search.</summary>
    protected void Fail(P2PPathFailure failure, string? refusal = null)
    {
        _evidence = _evidence with { Failure = failure, Refusal = refusal };
        HasFailed = true;
    }

    private int WriteNextQuestion(TimeSpan now, Span<byte> buffer)
    {
        if (_isSecondDue)
        {
            _isSecondDue = false;
            FinishTurn(now);
            return WriteQuestion(isSecond: true, buffer);
        }

        if (HasSecondQuestion)
        {
            _isSecondDue = true;
        }
        else
        {
            FinishTurn(now);
        }

        return WriteQuestion(isSecond: false, buffer);
    }

    private void FinishTurn(TimeSpan now)
    {
        _asked++;
        _nextAsk = now + pace.AskInterval;
    }

    private void Release(TimeSpan now)
    {
        (_speakAt, _nextPunch) = (TimeSpan.MaxValue, now);
        (Host, var failure) = _evidence switch
        {
            { IsPunched: true } => (_evidence.EndPoint, P2PPathFailure.None),
            { SeenEndPoint: { } seen } => (FollowsOtherPort ? seen : null, P2PPathFailure.OtherPort),
            _ when mode == P2PProbeMode.Knock => (_evidence.EndPoint, P2PPathFailure.None),
            _ => (null, P2PPathFailure.Silence),
        };
        _evidence = _evidence with { Failure = failure };
        HasFailed = Host is null;
    }

    /// <param name="Asks">How often the third party is asked at most.</param>
    /// <param name="AskInterval">The time from one question to the next, until the host is heard.</param>
    /// <param name="Patience">How long the host's punch is waited for: at least a second.</param>
    /// <param name="PunchInterval">The time from one punch to the next.</param>
    internal sealed record Pace(int Asks, TimeSpan AskInterval, TimeSpan Patience, TimeSpan PunchInterval);
}

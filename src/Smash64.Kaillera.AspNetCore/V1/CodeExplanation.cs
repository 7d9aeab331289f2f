using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Says what the check of a connect code rests on and what to do next. It names no address: that is a player's.</summary>
/// <param name="options">Place, vantage and links.</param>
internal sealed class CodeExplanation(KailleraApiOptions options)
{
    public CheckResult Explain(HostCheckOutcome outcome, ConnectCode code)
    {
        var found = outcome.LatestResult is { } probed ? ConnectCodeResult.From(code, probed) : null;
        var verdict = Verdicts.Of(outcome);
        return new CheckResult
        {
            Verdict = verdict,
            IsReachable = found is { IsReachable: true },
            Summary = found?.Reason ?? $"{code} could not be looked up: this service has no way to the rendezvous.",
            Path = P2PPathKind.Code,
            Punched = found?.IsPunched ?? false,
            RoundTripMs = Explanation.ToMilliseconds(found?.RoundTripTime),
            ElapsedMs = Explanation.ToMilliseconds(found?.Elapsed) ?? 0,
            User = found?.Host?.HostName,
            Game = found?.Host?.Game,
            DatagramsSent = found?.Host?.DatagramsSent ?? 0,
            DatagramsReceived = found?.Host?.DatagramsReceived ?? 0,
            BytesSent = found?.Host?.BytesSent ?? 0,
            Evidence = [.. Evidence(found, code)],
            NextSteps = [.. NextSteps(verdict)],
        };
    }

    private IEnumerable<Evidence> Evidence(ConnectCodeResult? found, ConnectCode code)
    {
        if (found is null)
        {
            yield return new(KailleraEvidenceCode.CouldNotAsk, "This service could not send to the rendezvous.");
            yield break;
        }

        yield return new(KailleraEvidenceCode.Asked, $"We looked {code} up from {options.Vantage.Name}.");
        if (found.IsPunched)
        {
            yield return new(KailleraEvidenceCode.Punched, "The host's datagrams came through the hole that both sides opened.");
        }

        if (found.Path.SeenEndPoint is not null && !found.IsPunched)
        {
            yield return new(KailleraEvidenceCode.OtherPort, "The host's datagrams came from another port than the rendezvous told.");
        }

        if (found.RoundTripTime is { } roundTrip)
        {
            yield return Explanation.AnsweredAfter(roundTrip);
        }
        else if (found.Path.Failure is P2PPathFailure.NoAnswer or P2PPathFailure.Silence)
        {
            yield return Explanation.NothingCameBack;
        }
    }

    private IEnumerable<NextStep> NextSteps(KailleraCheckVerdict verdict)
    {
        foreach (var code in Ranked(verdict))
        {
            yield return new(code, NextStepTexts.OfCode(code));
        }

        if (verdict != KailleraCheckVerdict.Responding && Explanation.AskCommunity(options) is { } community)
        {
            yield return community;
        }
    }

    // Most likely first.
    private static KailleraNextStepCode[] Ranked(KailleraCheckVerdict verdict) =>
        verdict switch
        {
            KailleraCheckVerdict.Responding => [KailleraNextStepCode.ShareCode],
            KailleraCheckVerdict.Busy => [KailleraNextStepCode.SomeoneConnected, KailleraNextStepCode.ShareCode],
            KailleraCheckVerdict.UnknownCode => [KailleraNextStepCode.CheckCode, KailleraNextStepCode.HostFirst],
            KailleraCheckVerdict.Offline => [KailleraNextStepCode.HostFirst],
            KailleraCheckVerdict.NotReachable =>
            [
                KailleraNextStepCode.LetOpponentHost,
                KailleraNextStepCode.ForwardUdp,
                KailleraNextStepCode.AllowInFirewall,
                KailleraNextStepCode.GameRunning,
            ],
            _ => [KailleraNextStepCode.TryLater],
        };
}

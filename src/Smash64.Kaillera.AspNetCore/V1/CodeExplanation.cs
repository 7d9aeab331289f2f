using System.Globalization;
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
            yield return new(
                KailleraEvidenceCode.Answered,
                string.Create(CultureInfo.InvariantCulture, $"An answer came back after {roundTrip.TotalMilliseconds:0.#} ms.")
            );
        }
        else if (found.Path.Failure is P2PPathFailure.NoAnswer or P2PPathFailure.Silence)
        {
            yield return new(KailleraEvidenceCode.NothingCameBack, "Nothing came back.");
        }
    }

    private IEnumerable<NextStep> NextSteps(KailleraCheckVerdict verdict)
    {
        foreach (var (code, text) in Ranked(verdict))
        {
            yield return new(code, text);
        }

        if (options.Links.Community is { } community && verdict != KailleraCheckVerdict.Responding)
        {
            yield return new(KailleraNextStepCode.AskCommunity, $"Ask the community: {community}");
        }
    }

    // Most likely first.
    private static (KailleraNextStepCode Code, string Text)[] Ranked(KailleraCheckVerdict verdict) =>
        verdict switch
        {
            KailleraCheckVerdict.Responding => [(KailleraNextStepCode.ShareCode, "Share this code only with people you trust.")],
            KailleraCheckVerdict.Busy =>
            [
                (KailleraNextStepCode.SomeoneConnected, "Someone joins or plays already. If you expect nobody, host again."),
                (KailleraNextStepCode.ShareCode, "Share this code only with people you trust."),
            ],
            KailleraCheckVerdict.UnknownCode =>
            [
                (
                    KailleraNextStepCode.CheckCode,
                    "Is the code spelt right? It may also have ended, or belong to another rendezvous than the one we ask."
                ),
                (KailleraNextStepCode.HostFirst, "Start hosting first, and keep the host window open while you check."),
            ],
            KailleraCheckVerdict.Offline =>
            [
                (KailleraNextStepCode.HostFirst, "Start hosting first, and keep the host window open while you check."),
            ],
            KailleraCheckVerdict.NotReachable =>
            [
                (KailleraNextStepCode.LetOpponentHost, "Let your opponent host: it is the host's router that decides who gets through."),
                (KailleraNextStepCode.ForwardUdp, "Or forward the port in your router, for UDP, and share your address."),
                (KailleraNextStepCode.AllowInFirewall, "Allow the emulator in the firewall of your computer."),
                (
                    KailleraNextStepCode.GameRunning,
                    "A host whose game is running doesn't answer strangers: check before you start the game."
                ),
            ],
            _ => [(KailleraNextStepCode.TryLater, "The rendezvous could not be asked. Try again later.")],
        };
}

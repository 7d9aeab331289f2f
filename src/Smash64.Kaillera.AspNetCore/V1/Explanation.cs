using System.Globalization;
using System.Net;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Says what an outcome rests on and what to do next. One check is explained to each of its callers.</summary>
/// <param name="options">Place, vantage and links.</param>
internal sealed class Explanation(KailleraApiOptions options)
{
    public CheckResult Explain(HostCheckOutcome outcome, IPEndPoint target, Caller caller)
    {
        var verdict = Verdicts.Of(outcome);
        var result = outcome.LatestResult;
        return new CheckResult
        {
            Verdict = verdict,
            IsReachable = outcome.IsReachable,
            Path = KindOf(result),
            Punched = result?.Path?.IsPunched,
            Summary = result?.Reason ?? $"{target} could not be asked: this service has no way to it.",
            RoundTripMs = ToMilliseconds(result?.RoundTripTime),
            ElapsedMs = ToMilliseconds(result?.Elapsed) ?? 0,
            User = result?.HostName,
            Game = result?.Game,
            DatagramsSent = Sum(static probed => probed.DatagramsSent),
            DatagramsReceived = Sum(static probed => probed.DatagramsReceived),
            BytesSent = Sum(static probed => probed.BytesSent),
            Evidence = [.. Evidence(verdict, outcome, target)],
            NextSteps = [.. NextSteps(verdict, outcome, target, caller)],
        };

        int Sum(Func<P2PProbeResult, int> count) =>
            (result is null ? 0 : count(result)) + (outcome.OtherWay is { } other ? count(other) : 0);
    }

    public static double? ToMilliseconds(TimeSpan? time) => time is { } value ? Math.Round(value.TotalMilliseconds, 1) : null;

    /// <summary>Gets the evidence of silence.</summary>
    public static Evidence NothingCameBack => new(KailleraEvidenceCode.NothingCameBack, "Nothing came back.");

    /// <summary>Makes the evidence of an answer.</summary>
    public static Evidence AnsweredAfter(TimeSpan roundTrip) =>
        new(
            KailleraEvidenceCode.Answered,
            string.Create(CultureInfo.InvariantCulture, $"An answer came back after {roundTrip.TotalMilliseconds:0.#} ms.")
        );

    /// <summary>Makes the last of all steps, or <see langword="null"/> where there is no community to ask.</summary>
    public static NextStep? AskCommunity(KailleraApiOptions options) =>
        options.Links.Community is { } community ? new(KailleraNextStepCode.AskCommunity, $"Ask the community: {community}") : null;

    private static P2PPathKind KindOf(P2PProbeResult? result) => result?.Path?.Kind ?? P2PPathKind.Direct;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private IEnumerable<Evidence> Evidence(KailleraCheckVerdict verdict, HostCheckOutcome outcome, IPEndPoint target)
    {
        if (outcome.Result is not { } result)
        {
            yield return new(KailleraEvidenceCode.CouldNotAsk, $"This service could not send to {target}: {outcome.Fault}.");
            yield break;
        }

        // Of one that answered, most datagrams were for leaving it.
        var howOften = outcome.IsReachable ? "" : $" {Times(result.DatagramsSent)} in {Seconds(result.Elapsed)} s";
        yield return new(KailleraEvidenceCode.Asked, $"We asked {target} from {options.Vantage.Name}{howOften}.");
        var (tried, heard) = (Tried(outcome), Heard(verdict, result, target));
        foreach (var learned in KindOf(result) == P2PPathKind.Direct ? heard.Concat(tried) : tried.Concat(heard))
        {
            yield return learned;
        }

        if (result.GreetingDelivered)
        {
            yield return new(KailleraEvidenceCode.Greeted, "The host's player was greeted in the chat.");
        }

        if (!outcome.IsLeft)
        {
            yield return new(
                KailleraEvidenceCode.Leaving,
                "We joined for a moment and are leaving: the host is free for your opponent in a second."
            );
        }
        else if (result.HostName is not null)
        {
            yield return new(KailleraEvidenceCode.LeftClean, "We joined for a moment and left: the host is free for your opponent.");
        }
    }

    /// <summary>What was learned from Autopunch's relay, where it was tried.</summary>
    private static IEnumerable<Evidence> Tried(HostCheckOutcome outcome)
    {
        if (outcome.OtherWay is not { } other)
        {
            yield break;
        }

        yield return new(KailleraEvidenceCode.TriedAutopunch, "Nobody was found directly, so we tried through Autopunch's relay.");
        var path = other.Path ?? outcome.Result!.Path!;
        var finding = path.Failure switch
        {
            P2PPathFailure.None when path.IsPunched => new Evidence(
                KailleraEvidenceCode.Punched,
                "The host's datagrams came through the hole that both sides opened."
            ),
            P2PPathFailure.UnknownHost => new Evidence(
                KailleraEvidenceCode.AutopunchNotRunning,
                "The relay knows no host there: Autopunch does not run there."
            ),
            P2PPathFailure.OtherPort => new Evidence(
                KailleraEvidenceCode.OtherPort,
                "The host's datagrams came from another port than the relay told."
            ),
            P2PPathFailure.NoAnswer => new Evidence(KailleraEvidenceCode.RelaySilent, "The relay did not answer."),
            _ => new Evidence(KailleraEvidenceCode.NothingPunched, "The relay knows the host, but nothing of it came through."),
        };
        yield return finding;
    }

    private static IEnumerable<Evidence> Heard(KailleraCheckVerdict verdict, P2PProbeResult result, IPEndPoint target)
    {
        if (result.RoundTripTime is { } roundTrip)
        {
            yield return AnsweredAfter(roundTrip);
        }

        if (result.HostName is not null)
        {
            yield return new(KailleraEvidenceCode.LoginAnswered, "The host accepted us and told its player's name and the game.");
        }

        var finding = verdict switch
        {
            KailleraCheckVerdict.Busy => new Evidence(
                KailleraEvidenceCode.SeatTaken,
                "It answered our knock, but not our wish to join: its seat is taken."
            ),
            KailleraCheckVerdict.Full => new Evidence(KailleraEvidenceCode.NoFreePlace, "The room answered that it has no free place."),
            KailleraCheckVerdict.PortClosed => new Evidence(
                KailleraEvidenceCode.Refused,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The machine at {target.Address} answered that nothing listens on UDP port {target.Port}."
                )
            ),
            KailleraCheckVerdict.KailleraServer => new Evidence(KailleraEvidenceCode.ServerAnswered, "What answered is a Kaillera server."),
            KailleraCheckVerdict.OtherProgram => new Evidence(
                KailleraEvidenceCode.OtherAnswer,
                "What answered is neither a P2P host nor a Kaillera server."
            ),
            KailleraCheckVerdict.NoResponse => NothingCameBack,
            _ => null,
        };
        if (finding is not null)
        {
            yield return finding;
        }
    }

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private IEnumerable<NextStep> NextSteps(KailleraCheckVerdict verdict, HostCheckOutcome outcome, IPEndPoint target, Caller caller)
    {
        if (
            !outcome.IsReachable
            && caller.IPv4 is { } seen
            && !caller.Owns(target)
            && KailleraValidation.GetScope(seen) == AddressScope.Public
        )
        {
            yield return new(
                KailleraNextStepCode.AddressDiffers,
                $"We see you from {seen}, but {target.Address} was asked: a VPN, or an old address?"
            );
        }

        foreach (var code in Ranked(verdict, KindOf(outcome.Result)))
        {
            if (code != KailleraNextStepCode.AskCommunity)
            {
                yield return new(code, NextStepTexts.Of(code, target));
            }
            else if (AskCommunity(options) is { } community)
            {
                yield return community;
            }
        }
    }

    // Most likely first.
    private static KailleraNextStepCode[] Ranked(KailleraCheckVerdict verdict, P2PPathKind path) =>
        verdict switch
        {
            KailleraCheckVerdict.Responding when path == P2PPathKind.Autopunch =>
            [
                KailleraNextStepCode.OpponentRunsAutopunch,
                KailleraNextStepCode.ShareWithTrust,
                KailleraNextStepCode.OpponentJoinsSecond,
                KailleraNextStepCode.OpponentPeerAddress,
                KailleraNextStepCode.AskCommunity,
            ],
            KailleraCheckVerdict.Responding =>
            [
                KailleraNextStepCode.ShareWithTrust,
                KailleraNextStepCode.OpponentJoinsSecond,
                KailleraNextStepCode.OpponentPeerAddress,
                KailleraNextStepCode.RestartBoth,
                KailleraNextStepCode.AskCommunity,
            ],
            KailleraCheckVerdict.Busy =>
            [
                KailleraNextStepCode.SomeoneConnected,
                KailleraNextStepCode.ShareWithTrust,
                KailleraNextStepCode.AskCommunity,
            ],
            KailleraCheckVerdict.Full => [KailleraNextStepCode.RoomFull, KailleraNextStepCode.AskCommunity],
            KailleraCheckVerdict.PortClosed =>
            [
                KailleraNextStepCode.IsItHosted,
                KailleraNextStepCode.SameHostPort,
                KailleraNextStepCode.ForwardToThisComputer,
                KailleraNextStepCode.AskCommunity,
            ],
            KailleraCheckVerdict.KailleraServer => [KailleraNextStepCode.UseServerStatus, KailleraNextStepCode.SameHostPort],
            KailleraCheckVerdict.OtherProgram =>
            [
                KailleraNextStepCode.OtherProgramOnPort,
                KailleraNextStepCode.SameHostPort,
                KailleraNextStepCode.AskCommunity,
            ],
            KailleraCheckVerdict.NoRoute => [KailleraNextStepCode.TryLater, KailleraNextStepCode.AskCommunity],
            _ =>
            [
                KailleraNextStepCode.HostFirst,
                KailleraNextStepCode.SameHostPort,
                KailleraNextStepCode.ForwardUdp,
                KailleraNextStepCode.ForwardToThisComputer,
                KailleraNextStepCode.AllowInFirewall,
                KailleraNextStepCode.GameRunning,
                KailleraNextStepCode.AskCommunity,
            ],
        };
}

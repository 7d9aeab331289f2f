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
            Summary = result?.Reason ?? $"{target} could not be asked: this service has no way to it.",
            RoundTripMs = ToMilliseconds(result?.RoundTripTime),
            ElapsedMs = ToMilliseconds(result?.Elapsed) ?? 0,
            User = result?.HostName,
            Game = result?.Game,
            DatagramsSent = result?.DatagramsSent ?? 0,
            DatagramsReceived = result?.DatagramsReceived ?? 0,
            BytesSent = result?.BytesSent ?? 0,
            Evidence = [.. Evidence(verdict, outcome, target)],
            NextSteps = [.. NextSteps(verdict, outcome, target, caller)],
        };
    }

    public static double? ToMilliseconds(TimeSpan? time) => time is { } value ? Math.Round(value.TotalMilliseconds, 1) : null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private IEnumerable<Evidence> Evidence(CheckVerdict verdict, HostCheckOutcome outcome, IPEndPoint target)
    {
        if (outcome.Result is not { } result)
        {
            yield return new(EvidenceCode.CouldNotAsk, $"This service could not send to {target}: {outcome.Fault}.");
            yield break;
        }

        // Of one that answered, most datagrams were for leaving it.
        var howOften = outcome.IsReachable ? "" : $" {Times(result.DatagramsSent)} in {Seconds(result.Elapsed)} s";
        yield return new(EvidenceCode.Asked, $"We asked {target} from {options.Vantage.Name}{howOften}.");
        foreach (var heard in Heard(verdict, result, target))
        {
            yield return heard;
        }

        if (result.GreetingDelivered)
        {
            yield return new(EvidenceCode.Greeted, "The host's player was greeted in the chat.");
        }

        if (!outcome.IsLeft)
        {
            yield return new(
                EvidenceCode.Leaving,
                "We joined for a moment and are leaving: the host is free for your opponent in a second."
            );
        }
        else if (result.HostName is not null)
        {
            yield return new(EvidenceCode.LeftClean, "We joined for a moment and left: the host is free for your opponent.");
        }
    }

    private static IEnumerable<Evidence> Heard(CheckVerdict verdict, P2PProbeResult result, IPEndPoint target)
    {
        if (result.RoundTripTime is { } roundTrip)
        {
            yield return new(
                EvidenceCode.Answered,
                string.Create(CultureInfo.InvariantCulture, $"An answer came back after {roundTrip.TotalMilliseconds:0.#} ms.")
            );
        }

        if (result.HostName is not null)
        {
            yield return new(EvidenceCode.LoginAnswered, "The host accepted us and told its player's name and the game.");
        }

        var finding = verdict switch
        {
            CheckVerdict.Busy => new Evidence(
                EvidenceCode.SeatTaken,
                "It answered our knock, but not our wish to join: its seat is taken."
            ),
            CheckVerdict.Full => new Evidence(EvidenceCode.NoFreePlace, "The room answered that it has no free place."),
            CheckVerdict.PortClosed => new Evidence(
                EvidenceCode.Refused,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The machine at {target.Address} answered that nothing listens on UDP port {target.Port}."
                )
            ),
            CheckVerdict.KailleraServer => new Evidence(EvidenceCode.ServerAnswered, "What answered is a Kaillera server."),
            CheckVerdict.OtherProgram => new Evidence(
                EvidenceCode.OtherAnswer,
                "What answered is neither a P2P host nor a Kaillera server."
            ),
            CheckVerdict.NoResponse => new Evidence(EvidenceCode.NothingCameBack, "Nothing came back."),
            _ => null,
        };
        if (finding is not null)
        {
            yield return finding;
        }
    }

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private IEnumerable<NextStep> NextSteps(CheckVerdict verdict, HostCheckOutcome outcome, IPEndPoint target, Caller caller)
    {
        if (
            !outcome.IsReachable
            && caller.IPv4 is { } seen
            && !caller.Owns(target)
            && KailleraValidation.GetScope(seen) == AddressScope.Public
        )
        {
            yield return new(
                NextStepCode.AddressDiffers,
                $"We see you from {seen}, but {target.Address} was asked: a VPN, or an old address?"
            );
        }

        foreach (var code in Ranked(verdict))
        {
            if (code != NextStepCode.AskCommunity)
            {
                yield return new(code, NextStepTexts.Of(code, target));
            }
            else if (options.Links.Community is { } community)
            {
                yield return new(code, $"Ask the community: {community}");
            }
        }
    }

    // Most likely first.
    private static NextStepCode[] Ranked(CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.Responding =>
            [
                NextStepCode.ShareWithTrust,
                NextStepCode.OpponentJoinsSecond,
                NextStepCode.OpponentPeerAddress,
                NextStepCode.RestartBoth,
                NextStepCode.AskCommunity,
            ],
            CheckVerdict.Busy => [NextStepCode.SomeoneConnected, NextStepCode.ShareWithTrust, NextStepCode.AskCommunity],
            CheckVerdict.Full => [NextStepCode.RoomFull, NextStepCode.AskCommunity],
            CheckVerdict.PortClosed =>
            [
                NextStepCode.IsItHosted,
                NextStepCode.SameHostPort,
                NextStepCode.ForwardToThisComputer,
                NextStepCode.AskCommunity,
            ],
            CheckVerdict.KailleraServer => [NextStepCode.UseServerStatus, NextStepCode.SameHostPort],
            CheckVerdict.OtherProgram => [NextStepCode.OtherProgramOnPort, NextStepCode.SameHostPort, NextStepCode.AskCommunity],
            CheckVerdict.NoRoute => [NextStepCode.TryLater, NextStepCode.AskCommunity],
            _ =>
            [
                NextStepCode.HostFirst,
                NextStepCode.SameHostPort,
                NextStepCode.ForwardUdp,
                NextStepCode.ForwardToThisComputer,
                NextStepCode.AllowInFirewall,
                NextStepCode.GameRunning,
                NextStepCode.AskCommunity,
            ],
        };
}

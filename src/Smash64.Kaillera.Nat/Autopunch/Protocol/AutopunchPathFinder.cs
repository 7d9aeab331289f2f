using Smash64.Kaillera.Nat.Paths;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Autopunch.Protocol;

/// <summary>The way to a host that runs Autopunch: the asker's side of its relay.</summary>
/// <param name="host">The address and port that players tell each other.</param>
/// <param name="relay">The relay.</param>
/// <param name="mode">How much the probe asks.</param>
internal sealed class AutopunchPathFinder(IPEndPoint host, IPEndPoint relay, P2PProbeMode mode)
    : PunchedPath(P2PPathKind.Autopunch, relay, mode, Steps)
{
    // The host's punch comes with its next turn, half a second later at most; but at 20 % loss one of three questions does not get to it.
    private static readonly Pace Steps = new(
        Asks: 12,
        AskInterval: AutopunchProtocol.Interval,
        Patience: TimeSpan.FromSeconds(4.8),
        PunchInterval: AutopunchProtocol.Interval
    );

    // n02 drops raw frames of five bytes and less.
    private const int MaxRawFrame = 5;

    // The relay's echoes take the way of its answers: so many turns with one and without an answer say that it knows no such host. On a good
    // line that is 3 s.
    private const int EnoughEchoes = 7;

    private readonly int _localPort = Random.Shared.Next(KailleraDefaults.MinPort, KailleraDefaults.MaxPort + 1);
    private int _echoes;
    private int _echoedTurn;

    /// <inheritdoc/>
    protected override bool FollowsOtherPort => false;

    /// <inheritdoc/>
    protected override bool HasSecondQuestion => !IsTold;

    /// <inheritdoc/>
    protected override int WriteQuestion(bool isSecond, Span<byte> buffer)
    {
        if (isSecond)
        {
            buffer[0] = AutopunchProtocol.Punch;
            return AutopunchProtocol.EchoLength;
        }

        AutopunchProtocol.WriteQuestion(buffer, _localPort, host);
        return AutopunchProtocol.QuestionLength;
    }

    /// <inheritdoc/>
    protected override int WritePunch(Span<byte> buffer)
    {
        buffer[0] = AutopunchProtocol.Punch;
        return AutopunchProtocol.PunchLength;
    }

    /// <inheritdoc/>
    protected override bool IsPunch(ReadOnlySpan<byte> datagram) =>
        datagram.IsEmpty || (datagram[0] == AutopunchProtocol.Punch && datagram.Length <= MaxRawFrame);

    /// <inheritdoc/>
    protected override P2PPathFailure FailureOfSilence() => _echoes > 0 ? P2PPathFailure.UnknownHost : P2PPathFailure.NoAnswer;

    /// <inheritdoc/>
    protected override void ReceiveFromServer(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (datagram.Length is AutopunchProtocol.EchoLength or AutopunchProtocol.AnswerLength && _echoedTurn != Asked)
        {
            _echoedTurn = Asked; // one that comes twice is one
            if (++_echoes >= EnoughEchoes && !IsTold && datagram.Length == AutopunchProtocol.EchoLength)
            {
                Fail(P2PPathFailure.UnknownHost);
                return;
            }
        }

        // Only the port is believed, and only of the address that was asked for.
        if (
            AutopunchProtocol.TryReadAnswer(datagram, out var answer)
            && answer.Address.Equals(host.Address)
            && (answer.LocalPort == host.Port || answer.PublicPort == host.Port)
        )
        {
            Tell(new IPEndPoint(host.Address, answer.PublicPort), now);
        }
    }
}

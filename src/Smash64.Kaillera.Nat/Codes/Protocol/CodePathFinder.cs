using Smash64.Kaillera.Nat.Paths;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>The way to a host that has a connect code: the joiner's side of the rendezvous.</summary>
/// <param name="code">The code.</param>
/// <param name="rendezvous">The rendezvous.</param>
/// <param name="mode">How much the probe asks.</param>
internal sealed class CodePathFinder(ConnectCode code, IPEndPoint rendezvous, P2PProbeMode mode)
    : PunchedPath(P2PPathKind.Code, rendezvous, mode, Steps)
{
    // A rendezvous tells a host of the same joiner once a second at most; each question more than that would be in vain.
    private static readonly Pace Steps = new(
        Asks: 8,
        AskInterval: TimeSpan.FromSeconds(1.05),
        Patience: TimeSpan.FromSeconds(6.6),
        PunchInterval: TimeSpan.FromSeconds(0.25)
    );

    private const int MaxTokenLength = 64;

    private readonly bool _isLocal = PlayerAddress.IsLocal(rendezvous.Address);
    private string _token = string.Empty;
    private bool _wasBusy;

    /// <inheritdoc/>
    protected override bool FollowsOtherPort => true;

    /// <inheritdoc/>
    protected override int WriteQuestion(bool isSecond, Span<byte> buffer) => Write($"JOIN|{code}|{Environment.TickCount}", buffer);

    /// <inheritdoc/>
    protected override int WritePunch(Span<byte> buffer) => Write($"PUNCH|{_token}", buffer);

    /// <inheritdoc/>
    protected override bool IsPunch(ReadOnlySpan<byte> datagram) =>
        datagram.IsEmpty || (datagram[0] == 0 && !datagram.SequenceEqual(P2PProtocol.KnockReply));

    /// <inheritdoc/>
    protected override P2PPathFailure FailureOfSilence() => _wasBusy ? P2PPathFailure.HostBusy : P2PPathFailure.NoAnswer;

    /// <inheritdoc/>
    protected override void ReceiveFromServer(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!RendezvousMessage.TryRead(datagram, out var message) || IsTold)
        {
            return;
        }

        if (message.Word.SequenceEqual("HOST"u8))
        {
            ReceiveHost(message.Text(2), message.EndPoint(3), now);
        }
        else if (message.Word.SequenceEqual("ERR"u8))
        {
            ReceiveRefusal(message.Refusal);
        }
    }

    private static int Write(string text, Span<byte> buffer)
    {
        var datagram = RendezvousProtocol.Write(text);
        datagram.CopyTo(buffer);
        return datagram.Length;
    }

    private void ReceiveHost(string token, IPEndPoint? host, TimeSpan now)
    {
        if (token.Length is 0 or > MaxTokenLength || host is null)
        {
            return;
        }

        _token = token;
        if (PlayerAddress.IsFit(host.Address, _isLocal))
        {
            Tell(host, now);
        }
        else
        {
            Fail(P2PPathFailure.UnfitAddress);
        }
    }

    private void ReceiveRefusal(string word)
    {
        switch (word)
        {
            case "UNKNOWNCODE":
                Fail(P2PPathFailure.UnknownHost);
                break;
            case "OFFLINE":
                Fail(P2PPathFailure.HostOffline);
                break;
            case "BUSY" when Asked > 1:
                _wasBusy = true; // It may be our own question that it is busy with: its answer was lost.
                break;
            case "BUSY":
                Fail(P2PPathFailure.HostBusy);
                break;
            default:
                Fail(P2PPathFailure.Refused, word);
                break;
        }
    }
}

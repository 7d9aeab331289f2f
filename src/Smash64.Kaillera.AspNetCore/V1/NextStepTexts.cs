using System.Globalization;
using System.Net;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>The English texts of the next steps. A page in another language shows its own by the codes.</summary>
internal static class NextStepTexts
{
    public static string Of(KailleraNextStepCode code, IPEndPoint target)
    {
        var port = target.Port.ToString(CultureInfo.InvariantCulture);
        return code switch
        {
            KailleraNextStepCode.OpponentPeerAddress => $"The Peer IP in your opponent's window must be {target}.",
            KailleraNextStepCode.SameHostPort => $"Is the Host Port in the P2P window {port} as well?",
            KailleraNextStepCode.ForwardUdp => $"In your router, forward port {port}, and choose UDP (or both), not TCP alone.",
            KailleraNextStepCode.TryLater => "The service could not send to that address. Try again later.",
            _ => Of(code),
        };
    }

    /// <summary>Those of a connect code, whose host has no address that is anybody's business.</summary>
    public static string OfCode(KailleraNextStepCode code) =>
        code switch
        {
            KailleraNextStepCode.SomeoneConnected => "Someone joins or plays already. If you expect nobody, host again.",
            KailleraNextStepCode.ForwardUdp => "Or forward the port in your router, for UDP, and share your address.",
            KailleraNextStepCode.TryLater => "The rendezvous could not be asked. Try again later.",
            KailleraNextStepCode.ShareCode => "Share this code only with people you trust.",
            KailleraNextStepCode.CheckCode =>
                "Is the code spelt right? It may also have ended, or belong to another rendezvous than the one we ask.",
            _ => Of(code),
        };

    private static string Of(KailleraNextStepCode code) =>
        code switch
        {
            KailleraNextStepCode.ShareWithTrust => "Share this address only with people you trust.",
            KailleraNextStepCode.OpponentJoinsSecond => "Your opponent joins after you have started hosting.",
            KailleraNextStepCode.RestartBoth => "If it still fails, close both emulators and try once more.",
            KailleraNextStepCode.SomeoneConnected =>
                "Someone is already connected. If you expect nobody, close the host window and host again.",
            KailleraNextStepCode.RoomFull => "The room has no free place: somebody has to leave before your opponent can join.",
            KailleraNextStepCode.IsItHosted => "Nothing listens on that port: is the game hosted at the moment?",
            KailleraNextStepCode.HostFirst => "Start hosting first, and keep the host window open while you check.",
            KailleraNextStepCode.ForwardToThisComputer =>
                "The rule must point to the local address of the computer you play on; that address can change.",
            KailleraNextStepCode.AllowInFirewall => "Allow the emulator in the firewall of your computer.",
            KailleraNextStepCode.GameRunning => "A host whose game is running doesn't answer strangers: check before you start the game.",
            KailleraNextStepCode.UseServerStatus =>
                "Players join a Kaillera server from the server list, not by P2P: check it on the server status page.",
            KailleraNextStepCode.LetOpponentHost => "Let your opponent host: it is the host's router that decides who gets through.",
            KailleraNextStepCode.OpponentRunsAutopunch =>
                "Your opponent must run Autopunch too: without it nobody gets through. For all others, forward the port.",
            KailleraNextStepCode.OtherProgramOnPort =>
                "Another program uses that port: close it, or host on another port and forward that one.",
            _ => string.Empty,
        };
}

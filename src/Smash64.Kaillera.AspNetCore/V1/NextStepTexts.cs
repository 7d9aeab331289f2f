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
            KailleraNextStepCode.ShareWithTrust => "Share this address only with people you trust.",
            KailleraNextStepCode.OpponentJoinsSecond => "Your opponent joins after you have started hosting.",
            KailleraNextStepCode.OpponentPeerAddress => $"The Peer IP in your opponent's window must be {target}.",
            KailleraNextStepCode.RestartBoth => "If it still fails, close both emulators and try once more.",
            KailleraNextStepCode.SomeoneConnected => "Someone is already connected. If you expect nobody, close the host window and host again.",
            KailleraNextStepCode.RoomFull => "The room has no free place: somebody has to leave before your opponent can join.",
            KailleraNextStepCode.IsItHosted => "Nothing listens on that port: is the game hosted at the moment?",
            KailleraNextStepCode.HostFirst => "Start hosting first, and keep the host window open while you check.",
            KailleraNextStepCode.SameHostPort => $"Is the Host Port in the P2P window {port} as well?",
            KailleraNextStepCode.ForwardUdp => $"In your router, forward port {port}, and choose UDP (or both), not TCP alone.",
            KailleraNextStepCode.ForwardToThisComputer =>
                "The rule must point to the local address of the computer you play on; that address can change.",
            KailleraNextStepCode.AllowInFirewall => "Allow the emulator in the firewall of your computer.",
            KailleraNextStepCode.GameRunning => "A host whose game is running doesn't answer strangers: check before you start the game.",
            KailleraNextStepCode.UseServerStatus =>
                "Players join a Kaillera server from the server list, not by P2P: check it on the server status page.",
            KailleraNextStepCode.OtherProgramOnPort => "Another program uses that port: close it, or host on another port and forward that one.",
            KailleraNextStepCode.TryLater => "The service could not send to that address. Try again later.",
            _ => string.Empty,
        };
    }
}

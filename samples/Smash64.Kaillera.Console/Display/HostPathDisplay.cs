using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells a person how opponents find his practice host.</summary>
internal static class HostPathDisplay
{
    public static void Show(IAnsiConsole console, HostPath line) =>
        console.WriteParagraph(
            line.Event switch
            {
                "code" => $"Your code is {line.Code}. Opponents join by it, and no port need be forwarded.",
                "codeLost" when line.Code is null => "The rendezvous does not answer. Asking on.",
                "codeLost" => $"The rendezvous has lost {line.Code}. Asking anew.",
                "codeClosed" => $"{line.Code} has ended.",
                "codeRefused" => $"The rendezvous refused: {line.Refusal}.",
                "relayFound" => "Autopunch's relay knows this host. Opponents who run Autopunch too can join by your address and port.",
                "relayLost" => "Autopunch's relay has fallen silent. Asking on.",
                _ => $"{line.Peer} comes {(line.Path == "code" ? "by the code" : "through Autopunch")}.",
            }
        );
}

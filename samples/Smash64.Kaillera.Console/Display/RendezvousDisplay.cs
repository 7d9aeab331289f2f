using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells a person that the rendezvous runs.</summary>
internal static class RendezvousDisplay
{
    public static void Show(IAnsiConsole console, RendezvousListening line)
    {
        console.WriteParagraph($"The rendezvous listens on {line.Address}:{line.Port} (UDP). Ctrl+C ends it.");
        console.WriteFacts(
            ("Claimed codes", line.Data is null ? "end with this program: --data keeps them" : $"in {line.Data}"),
            ("Autopunch", line.AutopunchPort is { } relay ? $"relay at UDP port {relay}" : null),
            ("Waiting games", line.ListPort is { } list ? $"UDP port {list}, to be read at http://{line.Address}:{list}/plist.txt" : null)
        );
        console.WriteHint("Hosts and opponents name this computer as their NAT server, in the emulator's settings.");
    }
}

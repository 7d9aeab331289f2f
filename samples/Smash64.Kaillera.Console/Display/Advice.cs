namespace Smash64.Kaillera.Console.Display;

/// <summary>What a player does next: the content of the hosting page's two dialogs.</summary>
internal static class Advice
{
    public const string Community = "https://discord.gg/ssb64";
    public const string ShareWithCare = "Share this address only with people you trust.";
    public const string OpponentHeading = "If your opponent can't connect:";
    public const string ChecklistHeading = "What to check:";

    /// <summary>What to try although the check went well.</summary>
    public static IReadOnlyList<string> ForOpponent(string address) =>
        [
            "Host first. Your opponent joins after that.",
            $"Their Peer IP must be {address}.",
            "Close both emulators, start them again, and try once more.",
            $"Ask in the community's Discord: {Community}",
        ];

    /// <summary>What to confirm when nothing answered.</summary>
    public static IReadOnlyList<string> Checklist(int port) =>
        [
            "Start hosting before you check.",
            $"The Host Port in the P2P window is {port}.",
            $"Your router forwards port {port}, and the rule says UDP.",
            "The rule points to the local address of the computer you play on.",
            "The firewall lets the emulator through.",
            $"Still stuck? Ask in the community's Discord: {Community}",
        ];

    /// <summary>What to confirm when a Kaillera server did not answer.</summary>
    public static IReadOnlyList<string> ServerChecklist(int port) =>
        [
            "The address is the server's, and nobody has moved it.",
            $"The server's port is {port}; most servers have {KailleraDefaults.ServerPort}.",
            "The firewall here lets UDP through.",
            "The server may be down. Others: kaillera servers",
        ];
}

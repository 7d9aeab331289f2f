using System.Globalization;
using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells a person about the port that is kept open.</summary>
internal static class OpenDisplay
{
    public static void Show(IAnsiConsole console, OpenReport report)
    {
        if (report.Event != "opened")
        {
            console.WriteParagraph($"{Describe(report)}{(report.Reason is null ? string.Empty : $" {report.Reason}")}");
            return;
        }

        console.WriteAnswer(isYes: true, $"UDP port {report.External} of your router leads to {report.Internal}.");
        console.WriteFacts(("Share", report.External), ("Opened by", report.Via), ("If killed", DescribeLease(report.LeaseSeconds)));
        console.WriteWarning(FindWarning(report.External));
        console.WriteHint("Ctrl+C gives it back. Is it reachable? From another window, while you host: kaillera check");
    }

    public static void Show(IAnsiConsole console, OpenRefused report)
    {
        console.WriteAnswer(isYes: false, report.Reason);
        console.WriteList(
            "What you can do:",
            report.Error switch
            {
                "noGateway" => ["Switch on UPnP in your router, if it has it.", $"Or forward UDP port {report.Port} there by hand, to this computer."],
                "conflict" => ["Delete that rule in your router, or let it point to this computer.", "Or host on another port: --port"],
                _ => [$"Forward UDP port {report.Port} in your router by hand, to this computer."],
            }
        );
    }

    private static string Describe(OpenReport report) =>
        report.Event switch
        {
            "renewed" => $"Renewed: {report.External}.",
            "mappedAnew" => $"Opened anew: {report.External}.",
            "lost" => $"Lost: {report.External}. Trying again.",
            _ => $"Given back: {report.External}.",
        };

    private static string DescribeLease(double? seconds) =>
        seconds is { } known
            ? $"it stays open for {DurationText.Format(TimeSpan.FromSeconds(known))} at most"
            : "it stays open until you delete it in the router: this router knows nothing else";

    // The router's other side may be another network still: then this port alone opens nothing.
    private static string? FindWarning(string external) =>
        KailleraValidation.TryParseEndPoint(external, KailleraDefaults.P2PPort, out var endPoint) && !IPAddress.Any.Equals(endPoint.Address)
            ? KailleraValidation.GetScopeWarning(endPoint.Address)
            : string.Create(CultureInfo.InvariantCulture, $"The router does not tell its public address: kaillera ip does.");
}

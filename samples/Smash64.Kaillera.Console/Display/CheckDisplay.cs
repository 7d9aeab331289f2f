using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Says the answer of a check to a person.</summary>
internal static class CheckDisplay
{
    public static void Show(IAnsiConsole console, CheckReport report)
    {
        console.WriteAnswer(report.Reachable, report.Headline);
        if (report.Reachable)
        {
            ShowFacts(console, report);
        }
        else
        {
            ShowReason(console, report);
        }

        console.WriteWarning(report.Warning);
        console.WriteHint(FindHint(report));
    }

    private static void ShowFacts(IAnsiConsole console, CheckReport report) =>
        console.WriteFacts(
            ("Player", report.User),
            ("Game", report.Game),
            ("From", report.Vantage is { Length: > 0 } place ? place : null),
            ("Ping", report.RoundTripMs is { } time ? FormattableString.Invariant($"{time} ms") : null),
            (
                "Greeting",
                report.GreetingDelivered switch
                {
                    true => "heard by the host",
                    false => "not confirmed by the host (a room of several players is not greeted)",
                    null => null,
                }
            )
        );

    private static void ShowReason(IAnsiConsole console, CheckReport report)
    {
        console.WriteParagraph(report.Via is null ? report.Reason : $"The checker says: {report.Reason}");
        if (report.NextSteps is { Count: > 0 } steps)
        {
            console.WriteList(Advice.ChecklistHeading, [.. steps.Select(static step => step.Text)]);
        }
        else if (report is { KailleraServer: not true, Port: { } port })
        {
            console.WriteList(Advice.ChecklistHeading, Advice.Checklist(port));
        }
    }

    private static string? FindHint(CheckReport report)
    {
        if (report.Code is not null)
        {
            return report is { Status: "unknownCode", Via: null } ? "Codes belong to one rendezvous: --rendezvous names another." : null;
        }

        var port = report.Port == KailleraDefaults.P2PPort ? string.Empty : $" --port {report.Port}";
        if (report.Via is not null)
        {
            return report.Reachable ? Advice.ShareWithCare : $"To find out why, where the game is hosted: kaillera doctor{port}";
        }

        if (report is { Reachable: true, Path: "autopunch" })
        {
            return "Your opponent must run Autopunch too. For all others: forward the port, or host by a connect code.";
        }

        if (report.Reachable)
        {
            return $"This was asked from here. To ask from the internet, as an opponent does: kaillera check{port}";
        }

        // Without loopback at the router, a player's own public address is silent from inside.
        return report.Warning is null
            ? $"Is this your own address? Many routers keep it silent from inside. To find out why, and to ask from the internet: kaillera doctor{port}"
            : $"Is it hosted on this computer? To find out why: kaillera doctor{port}";
    }
}

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>The hosting page's dialog after a check, in a box.</summary>
internal static class Dialog
{
    public static IRenderable Create(CheckReport report)
    {
        var address = $"{report.Host}:{report.Port}";
        IRenderable[] content = report.Reachable
            ?
            [
                new Text($"The host at {address} answered the checker."),
                new Text(Advice.ShareWithCare),
                Text.Empty,
                AnsiConsoleWords.MakeList(Advice.OpponentHeading, Advice.ForOpponent(address)),
            ]
            :
            [
                new Text($"Nothing answered the checker at {address}."),
                Text.Empty,
                AnsiConsoleWords.MakeList(Advice.ChecklistHeading, Advice.Checklist(report.Port ?? KailleraDefaults.P2PPort)),
            ];

        return new Panel(new Rows(content))
        {
            Header = new PanelHeader(report.Reachable ? "P2P is responding" : "P2P is not responding"),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(report.Reachable ? Color.Green : Color.Red),
        };
    }
}

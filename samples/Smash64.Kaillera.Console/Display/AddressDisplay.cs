using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Says the answers of <c>ip</c> and <c>validate</c> to a person.</summary>
internal static class AddressDisplay
{
    public static void Show(IAnsiConsole console, IPReport report)
    {
        if (report.Address is null)
        {
            console.WriteAnswer(isYes: false, $"{new Uri(report.Via).Host} can't tell your IPv4 address.");
            console.WriteHint("Some connections have IPv6 only. Kaillera and P2P games need IPv4.");
            return;
        }

        // The address alone on its line: made to be copied, or read by another program.
        console.WriteParagraph(report.Address);
        console.WriteWarning(report.Warning);
    }

    public static void Show(IAnsiConsole console, ValidateReport report)
    {
        if (report.Valid)
        {
            console.WriteAnswer(isYes: true, $"{report.Address}:{report.Port} is valid.");
            console.WriteFacts(("Kind of address", report.Scope));
        }
        else
        {
            foreach (var error in report.Errors)
            {
                console.WriteAnswer(isYes: false, error);
            }
        }

        console.WriteWarning(report.Warning);
    }
}

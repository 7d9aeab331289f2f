using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells the demonstration to a person, step by step.</summary>
internal sealed class DemoDisplay(IAnsiConsole console)
{
    private int _step;

    public void Begin() =>
        console.WriteParagraph("This shows how a P2P check works. It stays on this computer: nothing goes to the internet.");

    public void Hosting(IPEndPoint host)
    {
        WriteStep("Host a game");
        Say($"A practice host listens on {host}, UDP. In real life your emulator does that.");
    }

    public void GotAddress(IPAddress? address)
    {
        WriteStep("Ask for your address");
        Say($"The checker service says: {address}");
        Say("(A stand-in for the service runs inside this program, so it sees this computer's own address.)");
    }

    public void Validated(ValidateReport report)
    {
        WriteStep("Look at what would be sent");
        Say($"{report.Address}:{report.Port} is {(report.Valid ? "valid" : "not valid")}.");
        if (report.Warning is { } warning)
        {
            Say(warning);
            Say("That is fine here, where host and checker are the same computer.");
        }
    }

    public void Checking()
    {
        WriteStep("Check");
        Say("The service asks your host by UDP, as an opponent's emulator would. Your host shows:");
    }

    public void Checked(CheckReport report, IReadOnlyList<HostHappening> news)
    {
        foreach (var line in news)
        {
            Say($"  {HostDisplay.Describe(line)}");
        }

        Say($"It learned: {report.User} hosts {report.Game}. The page then shows this:");
        WriteDialog(report);
    }

    public void Closed(IPEndPoint host)
    {
        WriteStep("Stop hosting, and check again");
        Say($"Now nothing listens on {host.Address}, port {host.Port}. The page shows this:");
    }

    public void CheckedAgain(CheckReport report) => WriteDialog(report);

    public void End()
    {
        console.WriteList(
            "Your turn:",
            [
                "kaillera host        Host for practice, or host in your emulator.",
                "kaillera check       Then have the public checker ask you from the internet.",
                "kaillera ip          The address to give to your opponent.",
                "kaillera --help      Everything else.",
            ]
        );
    }

    private void WriteStep(string title)
    {
        _step++;
        console.WriteHeading(FormattableString.Invariant($"{_step}. {title}"));
    }

    private void Say(string text) => console.Write(AnsiConsoleWords.Indented(new Text(text)));

    private void WriteDialog(CheckReport report) => console.Write(AnsiConsoleWords.Indented(Dialog.Create(report)));
}

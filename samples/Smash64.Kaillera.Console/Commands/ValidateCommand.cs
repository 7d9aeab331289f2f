using System.CommandLine;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>validate</c>: applies the hosting page's rules to what a player would type there.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> Text = new("text") { Description = "An address as a.b.c.d or a.b.c.d:port." };

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "TEXT",
        "A port, where the text names none. [default: 27886]"
    );

    public static Command Create()
    {
        var command = new Command(
            "validate",
            "Tells whether an address and a port are valid, and who can reach the address. Sends nothing."
        )
        {
            Text,
            Port,
        };
        command.Run(RunAsync);
        return command;
    }

    // An invalid text is what this command is asked about, so it is the answer "no" and not bad input.
    private static Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var report = ValidateReport.From(AddressText.Read(parsed.GetRequiredValue(Text), parsed.GetValue(Port)));
        terminal.Write(report, static json => json.ValidateReport, AddressDisplay.Show);
        return Task.FromResult(report.ExitCode);
    }
}

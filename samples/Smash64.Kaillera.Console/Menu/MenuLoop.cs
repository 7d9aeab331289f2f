namespace Smash64.Kaillera.Console.Menu;

/// <summary>
/// Asks what to do, does it, and asks again until told to go: for a window that a double-click opened, which would else vanish
/// before anybody has read the answer.
/// </summary>
/// <param name="terminal">Where the menu is shown.</param>
/// <param name="input">What is typed.</param>
/// <param name="run">Runs a command line.</param>
internal sealed class MenuLoop(Terminal terminal, TextReader input, Func<string[], Task<int>> run)
{
    /// <returns>0: whoever leaves the menu has seen each answer.</returns>
    public async Task<int> RunAsync()
    {
        while (Ask() is { } typed)
        {
            if (string.Equals(typed, MenuChoice.Quit, StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (MenuChoice.All.FirstOrDefault(choice => choice.Key == typed) is not { } chosen)
            {
                terminal.Out.WriteParagraph($"There is no {Quoted.Show(typed)} in the list.");
            }
            else if (Complete(chosen) is { } command)
            {
                await run(command);
            }
        }

        return ExitCode.Yes;
    }

    private string? Ask()
    {
        terminal.Out.WriteHeading("What shall I do?");
        terminal.Out.WriteFacts([
            .. MenuChoice.All.Select(static choice => (choice.Key, (string?)choice.Text)),
            (MenuChoice.Quit, "Quit."),
        ]);
        return Read("Type one of these and press Enter:");
    }

    private string[]? Complete(MenuChoice choice) =>
        choice.Question is null ? [.. choice.Command]
        : Read(choice.Question) is { Length: > 0 } answer ? [.. choice.Command, "--", answer] // whatever was typed, it is no option
        : null;

    private string? Read(string question)
    {
        terminal.Out.WriteQuestion(question);
        return input.ReadLine()?.Trim();
    }
}

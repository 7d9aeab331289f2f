using System.CommandLine;
using Smash64.Kaillera.Console.Menu;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>menu</c>: asks what to do. It runs outside of the other commands' care for signals, which is each one's own there.</summary>
internal static class MenuCommand
{
    public const string Name = "menu";

    public static Command Create()
    {
        var command = new Command(Name, "Asks what to do, until told to go. A double-click opens this on Windows.");
        command.Run(static (_, _, _) => throw CommandException.BadInput("menu talks to a person, so it has no --json."));
        return command;
    }

    /// <summary>Tells whether the menu is wanted: by its name, or by a double-click.</summary>
    public static bool IsWanted(string[] args) => args is [Name] || (args is [] && OwnWindow.IsOpen);

    public static Task<int> RunAsync(Func<string[], Task<int>> run) =>
        new MenuLoop(new Terminal(isJson: false), System.Console.In, run).RunAsync();
}

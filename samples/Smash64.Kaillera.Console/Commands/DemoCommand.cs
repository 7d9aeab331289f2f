using System.CommandLine;
using Smash64.Kaillera.Console.Demo;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>No command: the demonstration, told as it goes on.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var display = new DemoDisplay(terminal.IsJson ? Terminal.CreateSilent() : terminal.Out);
        display.Begin();
        var report = await new Demonstration(display).RunAsync(cancellationToken);
        terminal.Write(report, static json => json.DemoReport, (_, _) => display.End());
        return report.ExitCode;
    }
}

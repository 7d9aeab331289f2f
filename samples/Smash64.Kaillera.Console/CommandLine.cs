using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Smash64.Kaillera.Console.Commands;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console;

/// <summary>Reads the command line, runs the command, and says what went wrong.</summary>
internal static class CommandLine
{
    private const string RootName = "demo";

    public static async Task<int> RunAsync(string[] args)
    {
        if (MenuCommand.IsWanted(args))
        {
            return await MenuCommand.RunAsync(RunAsync);
        }

        var parsed = Build().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        using var interruption = new Interruption();
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                throw CommandException.BadInput(DescribeErrors(parsed));
            }

            var settings = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Interruption sees to it, and knows which signal came
            };
            return await parsed.InvokeAsync(settings, interruption.Token);
        }
        catch (OperationCanceledException) when (Interruption.ExitCode != 0)
        {
            return Fail(parsed, new CommandException(Interruption.ExitCode, ErrorKinds.Cancelled, "Stopped before the end."));
        }
        catch (Exception e) when (StandardOutput.IsBroken(e))
        {
            return StandardOutput.BrokenPipeExitCode;
        }
        catch (Exception e)
        {
            return Fail(parsed, Faults.Explain(e));
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand(
            "Tells whether your Kaillera / n02 P2P host can be reached. Without a command: a guided demonstration, "
                + "which needs no internet."
        )
        {
            CheckCommand.Create(),
            DoctorCommand.Create(),
            IPCommand.Create(),
            ValidateCommand.Create(),
            HostCommand.Create(),
            OpenCommand.Create(),
            PingCommand.Create(),
            ServerCommand.Create(),
            ServersCommand.Create(),
            ScanCommand.Create(),
            RendezvousCommand.Create(),
            MenuCommand.Create(),
            CommonOptions.Json,
        };
        root.Run(DemoCommand.RunAsync);

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelpAction((HelpAction)help.Action!);
        return root;
    }

    private static string DescribeErrors(ParseResult parsed)
    {
        var errors = parsed.Errors.Select(error => KailleraText.Clean(error.Message));
        var command = parsed.CommandResult.Command is RootCommand ? string.Empty : $" {parsed.CommandResult.Command.Name}";
        return $"{string.Join(' ', errors)} See: kaillera{command} --help";
    }

    private static int Fail(ParseResult parsed, CommandException fault)
    {
        var report = new ErrorReport
        {
            Command = parsed.CommandResult.Command is RootCommand ? RootName : parsed.CommandResult.Command.Name,
            Error = new ErrorDetail(fault.Kind, fault.Message, (int?)fault.HttpStatus),
            ExitCode = fault.ExitCode,
        };
        try
        {
            new Terminal(parsed.Has(CommonOptions.Json)).WriteError(report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code still says it.
        }

        return fault.ExitCode;
    }
}

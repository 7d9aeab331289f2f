using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>The usual help, with examples under it.</summary>
internal sealed class ExamplesHelpAction(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["check"] = """
              kaillera check                       Can the internet reach the P2P host on this computer?
              kaillera check 203.0.113.7           Does that host answer here, on port 27886?
              kaillera check 203.0.113.7:30000 --mode quiet --timeout 5s
              kaillera check 203.0.113.7 --via     The public checker service asks that host.
              kaillera check 203.0.113.7 --json    For scripts.
            """,
        ["ip"] = """
              kaillera ip
              kaillera ip --json
            """,
        ["validate"] = """
              kaillera validate 203.0.113.7
              kaillera validate 203.0.113.7:27886
              kaillera validate 203.0.113.7 --port 27886
            """,
        ["host"] = """
              kaillera host                        Is my port forwarded? Host here, then run: kaillera check
              kaillera host --port 0 --for 30s     Any free port, for half a minute.
              kaillera host --user Ness --game "SMASH REMIX" --json
            """,
        ["ping"] = """
              kaillera ping 203.0.113.7                      How far is that host, and how many frames of delay is that?
              kaillera ping kaillera.example.org --frames excellent
              kaillera ping my-host.example:27886 --watch    Until Ctrl+C, with a graph.
              kaillera ping 203.0.113.7 --count 100 --interval 100ms --json
            """,
        ["server"] = """
              kaillera server kaillera.example.org           Does that server answer, and how far is it?
              kaillera server 203.0.113.7:27900 --count 20   Twenty pings, for a better look at the line.
              kaillera server 203.0.113.7 --query            Who is there, and what is played?
              kaillera server 203.0.113.7 --query --encoding 949
              kaillera server 203.0.113.7 --hello --json     Is it full? For scripts.
            """,
        ["servers"] = """
              kaillera servers                               All servers of the public lists, the fastest first.
              kaillera servers --up --sort users --limit 10  Where are the players?
              kaillera servers --list mine.txt --include-private
              kaillera servers --list https://example.org/servers.txt --list more.txt
              kaillera servers --up --json                   For scripts, a line for each server.
            """,
        ["menu"] = """
              kaillera menu                        What shall I do? For who does not like to type commands.
            """,
        ["scan"] = """
              kaillera scan hosts.txt              Which of these hosts answer? One a line.
              kaillera scan hosts.txt --rate 200 --json > results.jsonl
              cut -d, -f1 games.csv | kaillera scan -
            """,
    };

    private const string RootExamples = """
          kaillera                             A demonstration that stays on this computer.
          kaillera check                       Can the internet reach my P2P host?
          kaillera check 203.0.113.7           Does that host answer here?
          kaillera ip                          Which address do I give to my opponent?
          kaillera host                        A practice host, to test the router without an emulator.
          kaillera ping 203.0.113.7            How will it play? Ping and frames of delay.
          kaillera servers                     Which Kaillera servers are up, and how far are they?
          kaillera server 203.0.113.7 --query  Who is on that Kaillera server, and what is played?
        """;

    private const string ExitCodes = "  0 yes, 1 no, 2 bad input, 3 service or network fault; 130 when stopped by Ctrl+C";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);

        var output = parseResult.InvocationConfiguration.Output;
        var name = parseResult.CommandResult.Command.Name;
        output.WriteLine("Examples:");
        output.WriteLine(Examples.GetValueOrDefault(name, RootExamples));
        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine(ExitCodes);
        return ExitCode.Yes;
    }
}

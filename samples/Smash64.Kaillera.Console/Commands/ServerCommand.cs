using System.CommandLine;
using System.Text;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>server address[:port]</c>: pings a Kaillera server, and looks who is there where asked to.</summary>
internal static class ServerCommand
{
    public const int MaxCount = 100;

    private static readonly KailleraServerProbeOptions Defaults = new();

    private static readonly Argument<string> Address = new("address")
    {
        Description = "The server as a.b.c.d or as a host name, each with or without :port.",
    };

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "PORT",
        "The server's UDP port, where the address names none. [default: 27888]"
    );

    private static readonly ValueOption<int> Count = new(
        "--count",
        "NUMBER",
        OptionText.Number(1, MaxCount),
        $"How many pings to send, 1 to {MaxCount}. [default: {Defaults.PingCount}]"
    );

    private static readonly ValueOption<TimeSpan> TimeLimit = CommonOptions.Timeout(
        KailleraServerProbeOptions.MaxPingTimeout,
        "How long to wait for the answer to each ping, such as 800ms. [default: 1s]"
    );

    private static readonly Option<bool> Hello = CommonOptions.Flag(
        "--hello",
        "Also ask whether the server would let somebody in: full, open, or of another version. The server holds a port "
            + "for the caller for some seconds, so don't do it often."
    );

    private static readonly Option<bool> Query = CommonOptions.Flag(
        "--query",
        "Also log in for a moment and list users and games. Everybody on the server sees the short visit."
    );

    private static readonly Option<string?> Name = CommonOptions.Text(
        "--name",
        "NAME",
        "The name to log in with. [default: Status check and a number]"
    );

    private static readonly ValueOption<Encoding> CodePage = CommonOptions.CodePage(
        "The server's code page, for the names: a number or a name. [default: as each name reads best]"
    );

    public static Command Create()
    {
        var command = new Command("server", "Tells whether a Kaillera server answers, how far it is, and who plays what there.")
        {
            Address,
            Port,
            Count,
            TimeLimit,
            Hello,
            Query,
            Name,
            CodePage,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var server = HostText.ReadServer(parsed.GetRequiredValue(Address), parsed.GetValue(Port));
        var visit = ReadVisit(parsed);
        var count = Count.Read(parsed, Defaults.PingCount);
        var timeout = TimeLimit.Read(parsed, Defaults.PingTimeout);

        // Disposing of the probe waits until a server that answered a login late is left.
        await using var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = timeout });
        var endPoint = await terminal.WaitAsync($"Looking for {server.Host} …", PrepareAsync(server, cancellationToken));
        var result = await terminal.WaitAsync(
            FormattableString.Invariant($"Pinging {endPoint}, for {DurationText.Format(count * timeout)} at most …"),
            probe.PingAsync(endPoint, count, cancellationToken)
        );
        var report = ServerReport.From(server, result);
        if (report.Reachable && parsed.Has(Hello))
        {
            var doorway = await terminal.WaitAsync($"Saying hello to {endPoint} …", probe.CheckDoorwayAsync(endPoint, cancellationToken));
            report = report with { Doorway = DoorwayReport.From(doorway) };
        }

        if (report.Reachable && visit is not null)
        {
            var info = await terminal.WaitAsync($"Looking who is at {endPoint} …", probe.QueryAsync(endPoint, visit, cancellationToken));
            report = report with { Query = QueryReport.From(info) };
        }

        terminal.Write(report, static json => json.ServerReport, ServerDisplay.Show);
        return report.ExitCode;
    }

    private static async Task<IPEndPoint> PrepareAsync(HostText server, CancellationToken cancellationToken)
    {
        var endPoint = await server.FindAsync(cancellationToken);
        await Rehearsal.RunAsync(cancellationToken);
        return endPoint;
    }

    /// <summary>Reads how to log in, or <see langword="null"/> where nobody shall.</summary>
    private static KailleraQueryOptions? ReadVisit(ParseResult parsed)
    {
        if (!parsed.Has(Query))
        {
            foreach (var option in (Option[])[Name, CodePage])
            {
                if (parsed.Has(option))
                {
                    throw CommandException.BadInput($"{option.Name} is for a visit: add --query, or leave {option.Name} out.");
                }
            }

            return null;
        }

        if (parsed.Has(Hello))
        {
            throw CommandException.BadInput("--query says all that --hello does: leave --hello out.");
        }

        var visit = new KailleraQueryOptions();
        visit.Encoding = CodePage.Read(parsed, visit.Encoding);
        visit.UserName = parsed.GetValue(Name) is { } name ? OptionText.ReadUserName(name, visit.Encoding) : null;
        return visit;
    }
}

using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Smash64.Kaillera.Console.Lists;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>servers</c>: pings all servers of the public lists, or of other lists, at once.</summary>
internal static class ServersCommand
{
    private const int MaxRate = 100_000;
    private const int MaxLimit = 100_000;

    private static readonly KailleraServerProbeOptions Defaults = new();

    private static readonly Option<string[]> List = new("--list")
    {
        Description =
            "Where the list is: an address on the web, a file, or - for the standard input. Can be given several times. "
            + "[default: the public lists]",
        HelpName = "URL|FILE",
    };

    private static readonly ValueOption<ServerOrder> Sort = new(
        "--sort",
        "ping|name|users",
        OptionText.ReadOrder,
        "What comes first: the fastest, the name, or the most users. Those that don't answer come last. [default: ping]"
    );

    private static readonly ValueOption<int?> Limit = new(
        "--limit",
        "NUMBER",
        static (option, text) => OptionText.ReadNumber(option, text, 1, MaxLimit),
        "How many servers to show. All are pinged. [default: all]"
    );

    private static readonly Option<bool> Up = CommonOptions.Flag("--up", "Leave out those that don't answer.");

    private static readonly ValueOption<int> Count = new(
        "--count",
        "NUMBER",
        OptionText.Number(1, ServerCommand.MaxCount),
        $"How many pings each server gets, 1 to {ServerCommand.MaxCount}. [default: {Defaults.PingCount}]"
    );

    private static readonly ValueOption<TimeSpan> TimeLimit = CommonOptions.Timeout(
        KailleraServerProbeOptions.MaxPingTimeout,
        "How long to wait for the answer to each ping, such as 800ms. [default: 1s]"
    );

    private static readonly ValueOption<int> Rate = new(
        "--rate",
        "NUMBER",
        OptionText.Number(0, MaxRate),
        $"How many pings to send a second at most, 0 for no limit. [default: {Defaults.MaxDatagramsPerSecond}]"
    );

    private static readonly Option<bool> IncludePrivate = CommonOptions.Flag(
        "--include-private",
        "Ping addresses of private networks and of this computer too. Else they are left out: anybody can put any "
            + "address into a public list."
    );

    private static readonly ValueOption<Encoding> CodePage = CommonOptions.CodePage(
        "The lists' code page, for the names. [default: as each name reads best]"
    );

    public static Command Create()
    {
        var command = new Command("servers", "Pings all servers of the public lists at once, and shows them sorted.")
        {
            List,
            Sort,
            Limit,
            Up,
            Count,
            TimeLimit,
            Rate,
            IncludePrivate,
            CodePage,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var display = ReadDisplay(parsed, terminal.IsJson);
        var pinging = ReadPinging(parsed);
        var reading = new KailleraServerListOptions { IncludePrivateAddresses = parsed.Has(IncludePrivate) };
        reading.Encoding = CodePage.Read(parsed, reading.Encoding);
        var sources = ListSource.Read(parsed.GetValue(List) ?? []);

        var start = Stopwatch.GetTimestamp();
        var listing = await terminal.WaitAsync(
            sources.Count == 1 ? $"Reading {sources[0].Name} …" : FormattableString.Invariant($"Reading {sources.Count} lists …"),
            ServerListing.ReadAsync(sources, reading, cancellationToken)
        );
        await Rehearsal.RunAsync(cancellationToken);

        var asked = new ConcurrentQueue<ListedServer>();
        await terminal.ShowAsync(
            FormattableString.Invariant($"Pinging {listing.Servers.Count} servers …"),
            height => display.ShowProgress(asked, listing.Servers.Count, height),
            PingAsync(listing, pinging, server => Tell(server, asked, terminal, parsed.Has(Up)), cancellationToken)
        );

        var summary = ServersSummary.From(listing, asked, Stopwatch.GetElapsedTime(start), Interruption.ExitCode);
        terminal.Write(summary, static json => json.ServersSummary, (console, _) => display.Show(console, asked, listing.Servers.Count));
        if (!terminal.IsJson)
        {
            ServersDisplay.ShowFaults(terminal.Error, listing.Lists);
        }

        return summary.ExitCode;
    }

    private static async Task PingAsync(
        ServerListing listing,
        KailleraServerProbeOptions options,
        Action<ListedServer> tell,
        CancellationToken cancellationToken
    )
    {
        await using var probe = new KailleraServerProbe(options);
        try
        {
            await foreach (var result in probe.PingManyAsync(listing.Servers.Keys, cancellationToken))
            {
                tell(listing.Servers[result.EndPoint] with { Ping = result });
            }
        }
        catch (OperationCanceledException) when (Interruption.ExitCode != 0)
        {
            // What is known by then is the answer.
        }
    }

    // A line of JSON goes out at once; a person gets all of them sorted.
    private static void Tell(ListedServer server, ConcurrentQueue<ListedServer> asked, Terminal terminal, bool leavesOutSilent)
    {
        asked.Enqueue(server);
        if (terminal.IsJson && (server.IsReachable || !leavesOutSilent))
        {
            terminal.Write(ServersEntry.From(server), static json => json.ServersEntry, static (_, _) => { });
        }
    }

    private static ServersDisplay ReadDisplay(ParseResult parsed, bool isJson)
    {
        foreach (var option in (Option[])[Sort, Limit])
        {
            if (isJson && parsed.Has(option))
            {
                throw CommandException.BadInput($"{option.Name} is for the table: with --json each server is told as soon as it is known.");
            }
        }

        return new ServersDisplay(Sort.Read(parsed, ServerOrder.Ping), leavesOutSilent: parsed.Has(Up), Limit.Read(parsed, null));
    }

    private static KailleraServerProbeOptions ReadPinging(ParseResult parsed)
    {
        var options = new KailleraServerProbeOptions();
        options.PingCount = Count.Read(parsed, options.PingCount);
        options.PingTimeout = TimeLimit.Read(parsed, options.PingTimeout);
        options.MaxDatagramsPerSecond = Rate.Read(parsed, options.MaxDatagramsPerSecond);
        return options;
    }
}

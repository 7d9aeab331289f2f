using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using Smash64.Kaillera.Console.Display;
using Smash64.Kaillera.Console.Input;
using Smash64.Kaillera.Console.Lists;
using Smash64.Kaillera.Console.Reports;
using Smash64.Kaillera.Servers;

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

    private static readonly Option<string?> Sort = new("--sort")
    {
        Description = "What comes first: the fastest, the name, or the most users. Those that don't answer come last. [default: ping]",
        HelpName = "ping|name|users",
        CompletionSources = { "ping", "name", "users" },
    };

    private static readonly Option<string?> Limit = new("--limit")
    {
        Description = "How many servers to show. All are pinged. [default: all]",
        HelpName = "NUMBER",
    };

    private static readonly Option<bool> Up = new("--up")
    {
        Description = "Leave out those that don't answer.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<string?> Count = new("--count")
    {
        Description = $"How many pings each server gets, 1 to {ServerCommand.MaxCount}. [default: {Defaults.PingCount}]",
        HelpName = "NUMBER",
    };

    private static readonly Option<string?> TimeLimit = new("--timeout")
    {
        Description = "How long to wait for the answer to each ping, such as 800ms. [default: 1s]",
        HelpName = "DURATION",
    };

    private static readonly Option<string?> Rate = new("--rate")
    {
        Description = $"How many pings to send a second at most, 0 for no limit. [default: {Defaults.MaxDatagramsPerSecond}]",
        HelpName = "NUMBER",
    };

    private static readonly Option<bool> IncludePrivate = new("--include-private")
    {
        Description =
            "Ping addresses of private networks and of this computer too. Else they are left out: anybody can put any "
            + "address into a public list.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<string?> CodePage = new("--encoding")
    {
        Description = "The lists' code page, for the names. [default: UTF-8 where it reads as such, else 1252]",
        HelpName = EncodingText.Choices,
    };

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
        CodePage.CompletionSources.Add(EncodingText.Choices.Split('|'));
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var display = ReadDisplay(parsed, terminal.IsJson);
        var pinging = ReadPinging(parsed);
        var reading = new KailleraServerListOptions { IncludePrivateAddresses = parsed.Has(IncludePrivate) };
        reading.Encoding = parsed.GetValue(CodePage) is { } encoding ? EncodingText.Read(encoding) : reading.Encoding;
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

        return new ServersDisplay(
            parsed.GetValue(Sort) is { } order ? OptionText.ReadOrder(order) : ServerOrder.Ping,
            leavesOutSilent: parsed.Has(Up),
            parsed.GetValue(Limit) is { } limit ? OptionText.ReadCount(Limit.Name, limit, 1, MaxLimit) : null
        );
    }

    private static KailleraServerProbeOptions ReadPinging(ParseResult parsed)
    {
        var options = new KailleraServerProbeOptions();
        if (parsed.GetValue(Count) is { } count)
        {
            options.PingCount = OptionText.ReadCount(Count.Name, count, 1, ServerCommand.MaxCount);
        }

        if (parsed.GetValue(TimeLimit) is { } limit)
        {
            options.PingTimeout = OptionText.ReadDuration(TimeLimit.Name, limit, KailleraServerProbeOptions.MaxPingTimeout);
        }

        if (parsed.GetValue(Rate) is { } rate)
        {
            options.MaxDatagramsPerSecond = OptionText.ReadCount(Rate.Name, rate, 0, MaxRate);
        }

        return options;
    }
}

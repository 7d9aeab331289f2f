using System.CommandLine;
using System.Diagnostics;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>scan FILE|-</c>: asks all hosts of a list, and tells each verdict as it falls.</summary>
internal static class ScanCommand
{
    // Nobody at any of the hosts notices; a login is only for who asks for it.
    private const P2PProbeMode DefaultMode = P2PProbeMode.Knock;

    private const int MaxRate = 1_000_000;
    private const int MaxConcurrency = 65_536;

    private static readonly Argument<string> List = new("file")
    {
        Description =
            "The list, one a.b.c.d, name or address among other things a line, each with or without a port; # begins a comment. - reads the "
            + "standard input.",
    };

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "PORT",
        "The UDP port where a line names none. [default: 27886]"
    );

    private static readonly ValueOption<P2PProbeMode> Mode = CommonOptions.Mode(
        "How much to ask. knock: never log in. quiet: log in where a knock stays unanswered. identify: log in everywhere "
            + "and read the names. [default: knock]"
    );

    private static readonly ValueOption<int?> Rate = new(
        "--rate",
        "NUMBER",
        static (option, text) => OptionText.ReadNumber(option, text, 0, MaxRate),
        "How many datagrams a second at most. 0: no limit. [default: 1000, and no limit for 127.0.0.0/8]"
    );

    private static readonly ValueOption<int> Concurrency = new(
        "--concurrency",
        "NUMBER",
        OptionText.Number(1, MaxConcurrency),
        "How many hosts at the same time at most. [default: 65536]"
    );

    private static readonly ValueOption<TimeSpan> TimeLimit = CommonOptions.Timeout(
        P2PProbeOptions.MaxTimeout,
        "How long to wait for each host, such as 800ms or 5s. [default: 2.5s]"
    );

    public static Command Create()
    {
        var command = new Command("scan", "Tells which hosts of a list answer.") { List, Port, Mode, Rate, Concurrency, TimeLimit };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = ReadOptions(parsed);
        var port = AddressText.ReadPort(parsed.GetValue(Port));
        using var list = ScanList.Open(parsed.GetRequiredValue(List), port);

        var tally = new ScanTally();
        var start = Stopwatch.GetTimestamp();
        int? stopCode = null;
        CommandException? fault = null;

        // Disposing of the probe waits until hosts that answered a login late are left.
        await using var probe = new P2PProbe(options);
        using (var display = new ScanDisplay(terminal, tally, list.Total))
        {
            var hosts = list.ReadHosts(display.Show, tally.AddRepeat, cancellationToken);
            try
            {
                await ShowAllAsync(probe.ProbeManyAsync(hosts, cancellationToken: cancellationToken), list, display);
            }
            catch (OperationCanceledException) when (Interruption.ExitCode != 0)
            {
                stopCode = Interruption.ExitCode; // what is known by then is the answer
            }
            catch (CommandException e)
            {
                fault = e; // of the list; told when what is known has been
            }
        }

        var summary = tally.Sum(Stopwatch.GetElapsedTime(start), stopCode);
        terminal.Write(summary, static json => json.ScanSummary, ScanDisplay.ShowSummary);
        return fault is null ? summary.ExitCode : throw fault;
    }

    // Where the next result lets itself be waited for, what has come is brought out first.
    private static async Task ShowAllAsync(IAsyncEnumerable<P2PProbeResult> results, ScanList list, ScanDisplay display)
    {
        using var gone = new CancellationTokenSource();
        await using var enumerator = results.GetAsyncEnumerator(gone.Token);
        while (true)
        {
            var next = enumerator.MoveNextAsync().AsTask();
            try
            {
                if (!next.IsCompleted)
                {
                    display.Flush();
                }
            }
            catch (IOException)
            {
                // Nobody reads any more. An enumerator can't be left between two elements.
                await gone.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            if (!await next)
            {
                return;
            }

            var result = enumerator.Current;
            display.Show(result, ScanHost.From(result, list.NameOf(result.EndPoint), list.CountOf(result.EndPoint)));
        }
    }

    private static P2PProbeOptions ReadOptions(ParseResult parsed)
    {
        var options = new P2PProbeOptions { Mode = Mode.Read(parsed, DefaultMode) };
        options.MaxConcurrency = Concurrency.Read(parsed, options.MaxConcurrency);
        options.Timeout = TimeLimit.Read(parsed, options.Timeout);
        if (Rate.Read(parsed, null) is { } rate)
        {
            options.MaxDatagramsPerSecond = rate; // which is for loopback too, once it is set
        }

        return options;
    }
}

using System.CommandLine;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>ping address</c>: how far a P2P host or a Kaillera server is, and how many frames of delay that makes.</summary>
internal static class PingCommand
{
    private const int DefaultCount = 20;
    private const int MaxCount = 100_000;

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMinutes(1);

    private static readonly Argument<string> Address = new("address")
    {
        Description = "The host or server as a.b.c.d or as a name, each with or without :port.",
    };

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "PORT",
        "The UDP port, where the address names none. [default: 27886 of a P2P host, 27888 of a server]"
    );

    private static readonly ValueOption<int> Count = new(
        "--count",
        "NUMBER",
        OptionText.Number(1, MaxCount),
        $"How many pings to send. [default: {DefaultCount}]"
    );

    private static readonly ValueOption<TimeSpan> Interval = new(
        "--interval",
        "DURATION",
        OptionText.Duration(MaxInterval),
        "The time from one ping to the next, 100ms or more. [default: 250ms]"
    );

    private static readonly ValueOption<KailleraConnection> Frames = new(
        "--frames",
        "lan|excellent|good|average|low|bad",
        OptionText.ReadConnection,
        "The connection for which a server's delay is counted. [default: lan]"
    );

    private static readonly Option<bool> Watch = CommonOptions.Flag("--watch", "Go on until Ctrl+C.");

    public static Command Create()
    {
        var command = new Command("ping", "Tells how far a P2P host or a server is, and how many frames of delay that makes.")
        {
            Address,
            Port,
            Count,
            Interval,
            Frames,
            Watch,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var host = HostText.ReadAny(parsed.GetRequiredValue(Address), parsed.GetValue(Port));
        var interval = Interval.Read(parsed, DefaultInterval);
        if (interval < MinInterval)
        {
            throw CommandException.BadInput(
                $"{Interval.Name} must be at least {DurationText.Format(MinInterval)}; it is {DurationText.Format(interval)}."
            );
        }

        if (parsed.Has(Watch) && parsed.Has(Count))
        {
            throw CommandException.BadInput($"{Watch.Name} goes on until Ctrl+C: leave {Count.Name} out.");
        }

        var count = parsed.Has(Watch) ? int.MaxValue : Count.Read(parsed, DefaultCount);
        var connection = Frames.Read(parsed, KailleraConnection.Lan);
        await using var line = new PingLine();
        var (endPoint, isServer, silence) = await terminal.WaitAsync(
            $"Looking who answers at {host.Host} …",
            line.FindAsync(host, cancellationToken)
        );
        KailleraConnection? known = isServer ? connection : null;
        if (silence is not null)
        {
            return End(terminal, PingSummary.From(host, endPoint, known, silence, ExitCode.No));
        }

        var display = new PingDisplay();
        var isDrawn = terminal.IsWatched && !terminal.IsJson;
        var run = new PingRun(line, endPoint, known, isDrawn ? display.Add : Tell);
        var work = run.RunAsync(count, interval, cancellationToken);
        if (isDrawn)
        {
            await terminal.ShowAsync(string.Empty, _ => display.Draw(terminal.Error.Profile.Width), work);
        }

        var stopCode = await work;
        var result = run.ToResult();
        var exitCode = stopCode != 0 && !parsed.Has(Watch) ? stopCode : ExitCode.From(result.IsReachable);
        return End(terminal, PingSummary.From(host, endPoint, known, result, exitCode));

        void Tell(PingAnswer answer) => terminal.Write(answer, static json => json.PingAnswer, PingDisplay.Show);
    }

    private static int End(Terminal terminal, PingSummary summary)
    {
        terminal.Write(summary, static json => json.PingSummary, PingDisplay.Show);
        return summary.ExitCode;
    }
}

using System.CommandLine;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>
/// <c>check [address[:port]|code]</c>: asks a host from here, by its address or its connect code, or has a checker service ask it.
/// </summary>
internal static partial class CheckCommand
{
    // A person wants to see whose game it is, and one check is no burden on a host: so not the probe's own quiet default.
    private const P2PProbeMode DefaultMode = P2PProbeMode.Identify;

    private static readonly Argument<string?> Address = new("address")
    {
        Description =
            "The host as a.b.c.d or as a name, each with or without :port, or a text that holds one address; or its connect code, such as "
            + "PIKA@555. Without it, a checker service asks the address you call from.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "PORT",
        "The host's UDP port, where the address names none. [default: 27886]"
    );

    private static readonly ValueOption<P2PProbeMode> Mode = CommonOptions.Mode(
        "How much to ask. identify: log in for a moment and read the names. quiet: knock, log in only if that stays "
            + "unanswered. knock: never log in. [default: identify, and knock for a code]"
    );

    // How long is the most depends on who asks.
    private static readonly Option<string?> TimeLimit = CommonOptions.Text(
        "--timeout",
        "DURATION",
        "How long to wait, such as 800ms or 5s. [default: 2.5s, and 15s with --via]"
    );

    private static readonly Option<string[]> Greet = new("--greet")
    {
        Description = "Say a line in the host's chat. Can be given up to 7 times. Needs the mode identify.",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var command = new Command("check", "Tells whether a P2P host answers, and whose game it is.")
        {
            Address,
            Port,
            Mode,
            TimeLimit,
            Greet,
            CommonOptions.Via,
            Rendezvous,
            Autopunch,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        // Disposing of the probe waits until the host is left. What was found is shown before.
        await using var probe = new P2PProbe();
        var report =
            parsed.GetValue(Address) is { } text && await ReadCodeAsync(text, parsed, cancellationToken) is { } code
                ? await (
                    parsed.Has(CommonOptions.Via)
                        ? AskServiceAsync(code, parsed, terminal, cancellationToken)
                        : AskByCodeAsync(code, parsed, terminal, cancellationToken)
                )
            : parsed.GetValue(Address) is { } address && !parsed.Has(CommonOptions.Via)
                ? await AskHostAsync(probe, ReadHost(address, parsed, terminal), parsed, terminal, cancellationToken)
            : await AskServiceAsync(parsed, terminal, cancellationToken);
        terminal.Write(report, static json => json.CheckReport, CheckDisplay.Show);
        return report.ExitCode;
    }

    private static async Task<CheckReport> AskHostAsync(
        P2PProbe probe,
        HostText host,
        ParseResult parsed,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var options = ReadOptions(parsed, DefaultMode);
        var endPoint = await FindAsync(host, terminal, cancellationToken);
        var result = await terminal.WaitAsync(
            $"Asking {host.Show(endPoint)}, for {DurationText.Format(options.Timeout)} at most …",
            probe.ProbeAsync(endPoint, options, cancellationToken)
        );
        return parsed.Has(Autopunch) && result.Status is P2PProbeStatus.NoResponse or P2PProbeStatus.PortClosed
            ? await AskThroughAutopunchAsync(probe, (host, result), options, parsed, terminal, cancellationToken)
            : CheckReport.From(result, options, host);
    }

    private static P2PProbeOptions ReadOptions(ParseResult parsed, P2PProbeMode defaultMode)
    {
        var options = new P2PProbeOptions
        {
            Mode = Mode.Read(parsed, defaultMode),
            Greeting = OptionText.ReadGreeting(parsed.GetValue(Greet) ?? []),
        };
        options.Timeout = ReadTimeout(parsed, P2PProbeOptions.MaxTimeout, options.Timeout);
        if (options.Greeting.Count > 0 && options.Mode != P2PProbeMode.Identify)
        {
            throw CommandException.BadInput(
                $"--greet needs --mode identify, since only who logs in can speak; the mode is {Words.ToWord(options.Mode)}."
            );
        }

        return options;
    }

    private static async Task<CheckReport> AskServiceAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        RefuseWhatIsFromHere(parsed);
        var service = OptionText.ReadService(parsed.GetValue(CommonOptions.Via));
        var timeout = ReadTimeout(parsed, ServiceClient.MaxTimeout, ServiceClient.DefaultTimeout);
        var request = await ReadRequestAsync(parsed, terminal, cancellationToken);

        using var http = new HttpClient();
        return await terminal.WaitAsync(
            $"{service.Host} asks {request.Host?.ToString() ?? "your address"}, port {request.Port} …",
            ServiceClient.CheckAsync(http, service, timeout, request, cancellationToken)
        );
    }

    private static void RefuseWhatIsFromHere(ParseResult parsed)
    {
        foreach (var option in (Option[])[Mode, Greet, Rendezvous, Autopunch])
        {
            if (parsed.Has(option))
            {
                throw CommandException.BadInput(
                    $"{option.Name} is for a check from this computer: give an address without --via, or leave {option.Name} out."
                );
            }
        }
    }

    private static async Task<P2PCheckRequest> ReadRequestAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Address) is not { } text)
        {
            return P2PCheckRequest.Self(AddressText.ReadPort(parsed.GetValue(Port)));
        }

        // A service is asked by address: whom a name stands for is this computer's to say.
        var host = await FindAsync(ReadHost(text, parsed, terminal), terminal, cancellationToken);
        return new P2PCheckRequest(host.Address, host.Port);
    }

    private static HostText ReadHost(string text, ParseResult parsed, Terminal terminal)
    {
        var host = HostText.ReadHost(text, parsed.GetValue(Port));
        if (host.TakenFrom is not null && !terminal.IsJson) // JSON names both, and nothing else is said with it
        {
            terminal.Error.WriteParagraph($"Taken from {Quoted.Show(host.TakenFrom)}: {host.Host}:{host.Port}");
        }

        return host;
    }

    private static Task<IPEndPoint> FindAsync(HostText host, Terminal terminal, CancellationToken cancellationToken) =>
        host.Name is null
            ? host.FindAsync(cancellationToken)
            : terminal.WaitAsync($"Looking for {host.Host} …", host.FindAsync(cancellationToken));

    private static TimeSpan ReadTimeout(ParseResult parsed, TimeSpan max, TimeSpan otherwise) =>
        parsed.GetValue(TimeLimit) is { } text ? OptionText.ReadDuration(TimeLimit.Name, text, max) : otherwise;
}

using System.CommandLine;
using System.Diagnostics;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>host</c>: a practice host, which tells what happens at it until it is ended.</summary>
internal static class HostCommand
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(24);
    private static readonly TimeSpan NewsInterval = TimeSpan.FromMilliseconds(250);
    private static readonly P2PHostOptions Defaults = new();

    private static readonly Option<string?> Address = CommonOptions.Text(
        "--address",
        "ADDRESS",
        "The local address to listen on. [default: 0.0.0.0, all of this computer's]"
    );

    private static readonly Option<string?> Port = CommonOptions.Text(
        "--port",
        "PORT",
        "The UDP port. 0 takes any free one. [default: 27886]"
    );

    private static readonly Option<string?> User = CommonOptions.Text(
        "--user",
        "NAME",
        $"The host player's name. [default: {Defaults.UserName}]"
    );

    private static readonly Option<string?> Game = CommonOptions.Text("--game", "NAME", $"The game's name. [default: {Defaults.Game}]");

    private static readonly ValueOption<P2PHostGeneration> Generation = new(
        "--generation",
        "1|2|3",
        OptionText.ReadGeneration,
        "Which hosts to act like. 1: n02 and its classic forks. 2: RMG-K. 3: RMG-K rollback rooms. [default: 2]"
    );

    private static readonly ValueOption<TimeSpan> Silence = new(
        "--silence",
        "DURATION",
        OptionText.Duration(MaxDuration),
        "After how much silence a player loses the seat. [default: 10s]"
    );

    private static readonly ValueOption<TimeSpan> For = new(
        "--for",
        "DURATION",
        OptionText.Duration(MaxDuration),
        "How long to host, such as 30s or 10m. [default: until Ctrl+C]"
    );

    private static readonly Option<bool> Open = CommonOptions.Flag(
        "--open",
        "Open the port in your router too, by PCP, NAT-PMP or UPnP, and give it back at the end."
    );

    private static readonly Option<bool> Code = CommonOptions.Flag(
        "--code",
        "Host by a connect code too: opponents join by it, and no port need be forwarded."
    );

    private static readonly Option<string?> Rendezvous = CommonOptions.Text(
        "--rendezvous",
        "HOST[:PORT]",
        $"Where the code is registered. [default: {KailleraDefaults.RendezvousHost}:{KailleraDefaults.RendezvousPort}]"
    );

    private static readonly Option<string?> Autopunch = new("--autopunch")
    {
        Description =
            "Host as Autopunch does too, with this relay, for opponents who run it. "
            + $"[without a value: {KailleraDefaults.AutopunchRelayHost}:{KailleraDefaults.AutopunchRelayPort}]",
        HelpName = "HOST[:PORT]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command("host", "Hosts for practice: test your router without an emulator. No game is played.")
        {
            Address,
            Port,
            User,
            Game,
            Generation,
            Silence,
            For,
            Open,
            Code,
            Rendezvous,
            Autopunch,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = ReadOptions(parsed);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(For.Read(parsed, Timeout.InfiniteTimeSpan));

        var start = Stopwatch.GetTimestamp();
        var requests = 0;
        var news = new HostNews(line => terminal.Write(line, static json => json.HostHappening, HostDisplay.Show));
        await using var host = await StartAsync(options);
        await using var timer = new Timer(_ => TellWaiting(), state: null, NewsInterval, NewsInterval);
        terminal.Write(HostListening.From(host.EndPoint, options), static json => json.HostListening, HostDisplay.Show);
        await using var code = parsed.GetValue(Code) ? await OpenCodeAsync(host, parsed, end.Token) : null;
        await using var autopunch = parsed.Has(Autopunch) ? await OpenAutopunchAsync(host, parsed, end.Token) : null;
        // After what a misspelt name can end: from here on the router gets its port back in any case.
        var opening = parsed.GetValue(Open) ? MappingNews.OpenAsync(host.EndPoint, terminal, end.Token) : Task.CompletedTask;
        var telling = Task.WhenAll(
            code is null ? Task.CompletedTask : PathNews.TellAsync(code, terminal, CancellationToken.None),
            autopunch is null ? Task.CompletedTask : PathNews.TellAsync(autopunch, terminal, CancellationToken.None)
        );
        try
        {
            await TellAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The usual end. The rendezvous is told, a seated player is sent away, and that is told too.
            await DisposeAsync(code);
            await DisposeAsync(autopunch);
            await telling;
            await host.DisposeAsync();
            await TellAsync(CancellationToken.None);
        }
        finally
        {
            await end.CancelAsync();
            await opening;
        }

        news.TellAll();
        var stopped = new HostStopped { ElapsedMs = Words.ToMilliseconds(Stopwatch.GetElapsedTime(start)), Requests = requests };
        terminal.Write(stopped, static json => json.HostStopped, HostDisplay.Show);
        return stopped.ExitCode;

        void TellWaiting()
        {
            try
            {
                news.Tell(Stopwatch.GetElapsedTime(start));
            }
            catch (IOException)
            {
                // Nobody reads any more, which the next event's writer says.
            }
        }

        async Task TellAsync(CancellationToken token)
        {
            await foreach (var happened in host.ReadEventsAsync(token))
            {
                requests += happened.Kind == P2PHostEventKind.Request ? 1 : 0;
                var elapsed = Stopwatch.GetElapsedTime(start);
                news.Add(HostHappening.From(happened, elapsed), elapsed);
                TellSession(code, happened.Kind);
            }
        }
    }

    private static Task<ConnectCodeSession> OpenCodeAsync(P2PHost host, ParseResult parsed, CancellationToken cancellationToken) =>
        ConnectCodeSession.StartAsync(
            host,
            new ConnectCodeSessionOptions { Rendezvous = ThirdParty.ReadRendezvous(parsed.GetValue(Rendezvous)) },
            cancellationToken: cancellationToken
        );

    private static Task<AutopunchSession> OpenAutopunchAsync(P2PHost host, ParseResult parsed, CancellationToken cancellationToken) =>
        AutopunchSession.StartAsync(host, ThirdParty.ReadRelay(parsed.GetValue(Autopunch)), cancellationToken: cancellationToken);

    private static ValueTask DisposeAsync(IAsyncDisposable? session) => session?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Whoever has the seat ends the code: the next one would find it taken.
    private static void TellSession(ConnectCodeSession? code, P2PHostEventKind happened)
    {
        if (happened == P2PHostEventKind.Joined)
        {
            code?.PeerJoined();
        }
        else if (happened == P2PHostEventKind.Left)
        {
            code?.PeerLeft();
        }
    }

    private static P2PHostOptions ReadOptions(ParseResult parsed)
    {
        var options = new P2PHostOptions();
        options.Generation = Generation.Read(parsed, options.Generation);
        options.SilentPeerTimeout = Silence.Read(parsed, options.SilentPeerTimeout);
        options.UserName = parsed.GetValue(User) ?? options.UserName;
        options.Game = parsed.GetValue(Game) ?? options.Game;
        options.Address = OptionText.ReadLocalAddress(parsed.GetValue(Address), options.Address);

        if (parsed.GetValue(Port) is { } port)
        {
            options.Port = port == "0" ? 0 : AddressText.ReadPort(port);
        }

        if (parsed.Has(Rendezvous) && !parsed.GetValue(Code))
        {
            throw CommandException.BadInput("--rendezvous says where a code is registered: give --code too.");
        }

        return IPAddress.IsLoopback(options.Address) && parsed.GetValue(Open)
            ? throw CommandException.BadInput(
                $"--open leads the router to this computer, and nothing from there reaches {options.Address}: leave --address out."
            )
            : options;
    }

    private static Task<P2PHost> StartAsync(P2PHostOptions options) =>
        Faults.ListenAsync(
            new IPEndPoint(options.Address, options.Port),
            Port.Name,
            () => P2PHost.StartAsync(options, CancellationToken.None)
        );
}

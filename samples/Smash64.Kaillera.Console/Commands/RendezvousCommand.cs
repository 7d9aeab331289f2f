using System.CommandLine;
using Smash64.Kaillera.Console.Codes;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>
/// <c>rendezvous</c>: the servers by which players meet who forward no port, until they are ended: connect codes, Autopunch's relay, and
/// the list of waiting games.
/// </summary>
internal static class RendezvousCommand
{
    private static readonly Option<string?> Address = CommonOptions.Text(
        "--address",
        "ADDRESS",
        "The local address to listen on. [default: 0.0.0.0]"
    );

    private static readonly ValueOption<int> Port = new(
        "--port",
        "PORT",
        OptionText.Number(0, IPEndPoint.MaxPort),
        "The UDP port. 0 takes any free one. [default: 6264]"
    );

    private static readonly Option<string?> Data = CommonOptions.Text(
        "--data",
        "FILE",
        "Where codes are kept that players have claimed. [default: nowhere, they end with this program]"
    );

    private static readonly Option<bool> Lan = CommonOptions.Flag("--lan", "Serve private addresses too: for players in one network.");

    private static readonly ValueOption<int> AutopunchPort = new(
        "--autopunch-port",
        "PORT",
        OptionText.Number(0, IPEndPoint.MaxPort),
        "Be a relay for Autopunch too, at this UDP port. 0 takes any free one; Autopunch's own is 14763. [default: no relay]"
    );

    private static readonly ValueOption<int> ListPort = new(
        "--list-port",
        "PORT",
        OptionText.Number(0, IPEndPoint.MaxPort),
        "Keep the list of waiting games too, at this UDP port, and show it at the same TCP port. 0 takes any free one; clients ask 27887. "
            + "[default: no list]"
    );

    public static Command Create()
    {
        var command = new Command("rendezvous", "Runs a server for connect codes, by which players host who forward no port.")
        {
            Address,
            Port,
            AutopunchPort,
            ListPort,
            Data,
            Lan,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = new RendezvousServerOptions { AllowPrivateAddresses = parsed.GetValue(Lan) };
        options.Port = Port.Read(parsed, options.Port);
        options.Address = OptionText.ReadLocalAddress(parsed.GetValue(Address), options.Address);

        var path = parsed.GetValue(Data);
        await using var server = await StartCodesAsync(options, path is null ? null : new CodeFile(path), cancellationToken);
        await using var relay = parsed.Has(AutopunchPort)
            ? await StartRelayAsync(options, AutopunchPort.Read(parsed, otherwise: 0), cancellationToken)
            : null;
        await using var list = parsed.Has(ListPort)
            ? await StartListAsync(options, ListPort.Read(parsed, otherwise: 0), cancellationToken)
            : null;
        await using var page = list is null ? null : await StartPageAsync(list);
        terminal.Write(
            RendezvousListening.From(server.EndPoint, path, relay?.EndPoint, page?.EndPoint),
            static json => json.RendezvousListening,
            RendezvousDisplay.Show
        );
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The usual end.
        }

        await server.DisposeAsync();
        return server.StoreFault is { } fault
            ? throw CommandException.Fault(ErrorKinds.Internal, $"The codes could not be kept: {fault.Message}", fault)
            : ExitCode.Yes;
    }

    private static async Task<RendezvousServer> StartCodesAsync(
        RendezvousServerOptions options,
        CodeFile? file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ListenAsync(
                options,
                options.Port,
                Port,
                () => RendezvousServer.StartAsync(options, file, cancellationToken: cancellationToken)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput($"--data can't be used: {e.Message}");
        }
    }

    private static Task<AutopunchRelay> StartRelayAsync(RendezvousServerOptions codes, int port, CancellationToken cancellationToken)
    {
        var options = new AutopunchRelayOptions
        {
            Address = codes.Address,
            Port = port,
            AllowPrivateAddresses = codes.AllowPrivateAddresses,
        };
        return ListenAsync(codes, port, AutopunchPort, () => AutopunchRelay.StartAsync(options, cancellationToken: cancellationToken));
    }

    private static Task<WaitingGamesServer> StartListAsync(RendezvousServerOptions codes, int port, CancellationToken cancellationToken)
    {
        var options = new WaitingGamesOptions
        {
            Address = codes.Address,
            Port = port,
            AllowPrivateAddresses = codes.AllowPrivateAddresses,
        };
        return ListenAsync(codes, port, ListPort, () => WaitingGamesServer.StartAsync(options, cancellationToken: cancellationToken));
    }

    private static Task<WaitingGamesPage> StartPageAsync(WaitingGamesServer list) =>
        Faults.ListenAsync(
            list.EndPoint,
            ListPort.Name,
            () => Task.FromResult(WaitingGamesPage.Start(list.EndPoint.Address, list.EndPoint.Port, () => list.Games))
        );

    private static Task<T> ListenAsync<T>(RendezvousServerOptions codes, int port, Option option, Func<Task<T>> startAsync) =>
        Faults.ListenAsync(new IPEndPoint(codes.Address, port), option.Name, startAsync);
}

using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Smash64.Kaillera.Console.Codes;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>rendezvous</c>: a server that brings hosts and opponents together by connect codes, until it is ended.</summary>
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

    public static Command Create()
    {
        var command = new Command("rendezvous", "Runs a server for connect codes, by which players host who forward no port.")
        {
            Address,
            Port,
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
        if (parsed.GetValue(Address) is { } address)
        {
            options.Address = KailleraValidation.TryParseIPv4(address, out var local)
                ? local
                : throw CommandException.BadInput(KailleraValidation.DescribeInvalidIPv4(address));
        }

        var path = parsed.GetValue(Data);
        await using var server = await StartAsync(options, path is null ? null : new CodeFile(path), cancellationToken);
        terminal.Write(RendezvousListening.From(server, path), static json => json.RendezvousListening, RendezvousDisplay.Show);
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

    private static async Task<RendezvousServer> StartAsync(
        RendezvousServerOptions options,
        CodeFile? file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await RendezvousServer.StartAsync(options, file, cancellationToken: cancellationToken);
        }
        catch (SocketException e)
        {
            var message = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => string.Create(
                    CultureInfo.InvariantCulture,
                    $"UDP port {options.Port} is taken by another program on this computer: --port"
                ),
                SocketError.AddressNotAvailable => $"{options.Address} is not an address of this computer.",
                _ => $"Listening failed: {e.Message}.",
            };
            throw CommandException.Fault(ErrorKinds.Network, message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput($"--data can't be used: {e.Message}");
        }
    }
}

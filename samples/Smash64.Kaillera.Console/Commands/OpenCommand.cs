using System.CommandLine;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>open</c>: opens a port in the router, keeps it, and gives it back at the end.</summary>
internal static class OpenCommand
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(24);

    private static readonly Option<string?> Port = CommonOptions.Text("--port", "PORT", "The UDP port to open. [default: 27886]");

    private static readonly ValueOption<TimeSpan> Lease = new(
        "--lease",
        "DURATION",
        OptionText.Duration(PortMappingRequest.MaxLease),
        "How long it stays open if this program is killed, from 2s on. [default: 1h]"
    );

    private static readonly ValueOption<TimeSpan> For = new(
        "--for",
        "DURATION",
        OptionText.Duration(MaxDuration),
        "How long to keep it open, such as 30m. [default: until Ctrl+C]"
    );

    public static Command Create()
    {
        var command = new Command("open", "Opens a port in your router by PCP, NAT-PMP or UPnP, and keeps it until Ctrl+C.")
        {
            Port,
            Lease,
            For,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var request = ReadRequest(parsed);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(For.Read(parsed, Timeout.InfiniteTimeSpan));
        PortMapping mapping;
        try
        {
            mapping = await terminal.WaitAsync(
                $"Asking your router for UDP port {request.Port} …",
                new PortMapper().OpenAsync(request, cancellationToken)
            );
        }
        catch (PortMappingException e)
        {
            var refused = OpenRefused.From(e, request.Port, "open");
            terminal.Write(refused, static json => json.OpenRefused, OpenDisplay.Show);
            return refused.ExitCode;
        }

        await using (mapping)
        {
            terminal.Write(OpenReport.Opened(mapping, "open"), static json => json.OpenReport, OpenDisplay.Show);
            await MappingNews.KeepAsync(mapping, "open", terminal, end.Token);
        }

        return ExitCode.Yes;
    }

    private static PortMappingRequest ReadRequest(ParseResult parsed)
    {
        var port = AddressText.ReadPort(parsed.GetValue(Port));
        var lease = Lease.Read(parsed, new PortMappingRequest().Lease);
        return lease >= PortMappingRequest.MinLease
            ? new PortMappingRequest { Port = port, Lease = lease }
            : throw CommandException.BadInput($"--lease must be 2s to 24h; it is {DurationText.Format(lease)}.");
    }
}

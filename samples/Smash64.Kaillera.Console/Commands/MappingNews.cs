using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Keeps a port of the router open, and tells what becomes of it.</summary>
internal static class MappingNews
{
    /// <summary>Opens the port of a practice host and keeps it until told to end. A refusal is told, and ends nothing.</summary>
    public static async Task OpenAsync(IPEndPoint host, Terminal terminal, CancellationToken end)
    {
        const string Command = "host";
        try
        {
            var local = host.Address.Equals(IPAddress.Any) ? null : host.Address;
            var mapper = new PortMapper(new PortMapperOptions { LocalAddress = local });
            await using var mapping = await mapper.OpenAsync(new PortMappingRequest { Port = host.Port }, end);
            terminal.Write(OpenReport.Opened(mapping, Command), static json => json.OpenReport, OpenDisplay.Show);
            await KeepAsync(mapping, Command, terminal, end);
        }
        catch (PortMappingException e)
        {
            terminal.Write(OpenRefused.From(e, host.Port, Command), static json => json.OpenRefused, OpenDisplay.Show);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Told to end before the router had answered.
        }
    }

    /// <summary>Keeps it until told to end, gives it back, and tells that too.</summary>
    public static async Task KeepAsync(PortMapping mapping, string command, Terminal terminal, CancellationToken end)
    {
        try
        {
            await TellAsync(mapping, command, terminal, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The usual end.
            await mapping.DisposeAsync();
            await TellAsync(mapping, command, terminal, CancellationToken.None);
        }
    }

    private static async Task TellAsync(PortMapping mapping, string command, Terminal terminal, CancellationToken cancellationToken)
    {
        await foreach (var change in mapping.ReadChangesAsync(cancellationToken))
        {
            terminal.Write(OpenReport.From(change, mapping, command), static json => json.OpenReport, OpenDisplay.Show);
        }
    }
}

using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Keeps a port of the router open, and tells what becomes of it.</summary>
internal static class MappingNews
{
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

using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console.Lists;

/// <summary>Reads a list that is on this computer.</summary>
internal static class LocalList
{
    /// <summary>A thousand times an honest list. A file that is longer is none.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    /// <param name="source">A file, or the standard input.</param>
    /// <param name="cancellationToken">Stops waiting: reading of a pipe or a keyboard itself can't be stopped.</param>
    /// <exception cref="CommandException">It can't be read, or is too long for a list.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(ListSource source, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await Task.Run(() => Read(source), CancellationToken.None).WaitAsync(cancellationToken);
            return bytes
                ?? throw CommandException.BadInput(
                    $"--list: {Quoted.Show(source.Name)} is longer than 16 MiB, so it is no list of servers."
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = e is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file."
                : KailleraText.Clean(e.Message);
            throw CommandException.BadInput($"--list: {Quoted.Show(source.Name)} can't be read: {reason}");
        }
    }

    private static ReadOnlyMemory<byte>? Read(ListSource source)
    {
        using var stream = source.Path is { } path ? File.OpenRead(path) : System.Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        var buffer = new byte[65_536];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxLength)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }
}

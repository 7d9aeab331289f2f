using System.Globalization;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Linux: which process has a port, from /proc. Other users' processes are not readable without rights.</summary>
internal static class LinuxProcesses
{
    private const int AddressColumn = 1;
    private const int InodeColumn = 9;

    private static readonly string[] Tables = ["/proc/net/udp", "/proc/net/udp6"];

    /// <summary>Finds the process that has a UDP port.</summary>
    public static string? FindUdpOwner(int port)
    {
        var sockets = Tables
            .SelectMany(table => FindInodes(table, port))
            .Select(static inode => $"socket:[{inode}]")
            .ToHashSet(StringComparer.Ordinal);
        return sockets.Count == 0
            ? null
            : ProcessIds()
                .Where(id => Holds(id, sockets))
                .Select(static id => $"{NameOf(id) ?? "a program"} (process {id})")
                .FirstOrDefault();
    }

    /// <summary>Tells whether a process of that name runs.</summary>
    public static bool IsRunning(string name) => ProcessIds().Any(id => NameOf(id) == name);

    // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …, addresses as hexadecimal address:port.
    private static IEnumerable<string> FindInodes(string table, int port)
    {
        var end = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        return ReadLines(table)
            .Skip(1)
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > InodeColumn && columns[AddressColumn].EndsWith(end, StringComparison.Ordinal))
            .Select(static columns => columns[InodeColumn]);
    }

    private static IEnumerable<string> ProcessIds() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(static path => Path.GetFileName(path))
            .Where(static name => name.All(char.IsAsciiDigit));

    private static bool Holds(string id, HashSet<string> sockets)
    {
        try
        {
            return Directory
                .EnumerateFiles($"/proc/{id}/fd")
                .Any(path => new FileInfo(path).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or is somebody else's
        }
    }

    private static string? NameOf(string id) => ReadLines($"/proc/{id}/comm").FirstOrDefault();

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

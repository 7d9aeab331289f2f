namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>The clone that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Gets the path of a file or a folder of it.</summary>
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Smash64.Kaillera.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new InvalidOperationException("This program runs from the clone that it was built in.")
            : Path.Combine([folder.FullName, .. parts]);
    }
}

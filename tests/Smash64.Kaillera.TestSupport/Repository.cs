namespace Smash64.Kaillera.TestSupport;

/// <summary>Finds the files of the repository that the tests read in place.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    // Deterministic builds hide the path of this source, so the way leads up from where the tests run.
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Smash64.Kaillera.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}

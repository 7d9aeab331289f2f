namespace Smash64.Kaillera.Web.Tests.Browser;

/// <summary>Finds a browser that this machine has already. None is ever downloaded.</summary>
/// <param name="Path">The program, or <see langword="null"/> where none was found.</param>
/// <param name="Reason">Where it was looked for, for who reads why a test was skipped.</param>
internal sealed record InstalledBrowser(string? Path, string Reason)
{
    /// <summary>Names the program to use before all others.</summary>
    public const string Variable = "SMASH64_BROWSER";

    // The shell is Chromium without windows, which it never needs here: it does the same in three quarters of the time.
    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge", "chrome"];

    private static readonly string[] Suffixes = ["", ".exe"];

    private static readonly string[] WindowsFolders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];

    // Behind the folders for programs; each browser of its own choice or of its user's.
    private static readonly string[] WindowsPaths =
        ["Chromium/Application/chrome.exe", "Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];

    private static readonly string[] MacPaths =
        [
            "Chromium.app/Contents/MacOS/Chromium",
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ];

    public static InstalledBrowser Here { get; } = Find(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>Looks for one: where the variable says, on the path, then in the usual places of Windows and macOS.</summary>
    /// <param name="environment">Gets the value of an environment variable.</param>
    /// <param name="exists">Tells whether there is a file.</param>
    public static InstalledBrowser Find(Func<string, string?> environment, Func<string, bool> exists)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return exists(named) ? new(named, "It was named.") : new(Path: null, $"{Variable} names {named}, and there is no such file.");
        }

        var found = OnPath(environment).Concat(InUsualPlaces(environment)).FirstOrDefault(exists);
        return new(
            found,
            found is not null
                ? "It was found."
                : $"There is no installed browser (Chromium, Chrome or Edge) on the path or in the usual places; {Variable} can name one."
        );
    }

    /// <summary>Skips the test where there is no browser. A build server has to have one: there it fails.</summary>
    public string Require()
    {
        if (Path is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException(Reason);
        }

        Skip.If(Path is null, Reason);
        return Path!;
    }

    private static IEnumerable<string> OnPath(Func<string, string?> environment) =>
        from name in Names
        from folder in (environment("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from suffix in Suffixes
        select System.IO.Path.Combine(folder, name + suffix);

    private static IEnumerable<string> InUsualPlaces(Func<string, string?> environment)
    {
        var windows =
            from variable in WindowsFolders
            let folder = environment(variable)
            where folder is not null
            from path in WindowsPaths
            select System.IO.Path.Combine(folder, path);
        var mac =
            from folder in new[] { "/Applications", $"{environment("HOME")}/Applications" }
            from path in MacPaths
            select System.IO.Path.Combine(folder, path);
        return windows.Concat(mac);
    }
}

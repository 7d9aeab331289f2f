using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Tests.Documentation;

/// <summary>What people read: the documents, and the front pages of repository, packages and samples.</summary>
internal static partial class DocumentationFiles
{
    private static readonly string[] Folders =
    [
        ".",
        "docs",
        ".github",
        "src/Smash64.Kaillera",
        "src/Smash64.Kaillera.AspNetCore",
        "src/Smash64.Kaillera.Nat",
        "src/Smash64.Kaillera.Orleans",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Folders
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")))
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    /// <summary>The text without its blocks of code.</summary>
    public static string ReadProse(string file) => FencedBlock().Replace(Read(file), "");

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    public static IReadOnlySet<string> ReadAnchors(string file) =>
        Heading()
            .Matches(ReadProse(file))
            .Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FencedBlock();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1_000)]
    private static partial Regex NotInAnchor();
}

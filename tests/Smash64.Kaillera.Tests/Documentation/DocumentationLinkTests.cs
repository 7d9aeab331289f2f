using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Tests.Documentation;

/// <summary>What a document points at is there, and each document can be found.</summary>
public sealed partial class DocumentationLinkTests
{
    private static readonly Lazy<HashSet<string>> SourceNames = new(() =>
        [.. new[] { "src", "samples", "tests" }.SelectMany(NamesOfSources)]
    );

    public static TheoryData<string> Documents => [.. DocumentationFiles.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadToAFileOfTheRepositoryAndAHeadingInIt(string document)
    {
        var broken = Link()
            .Matches(DocumentationFiles.ReadProse(document))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !LeadsSomewhere(document, target));

        broken.Should().BeEmpty("a reader of {0} follows its links", document);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void PathsInTheText_AreThere(string document)
    {
        var missing = RepositoryPath()
            .Matches(DocumentationFiles.Read(document))
            .Select(path => path.Value.TrimEnd('.'))
            .Where(path => !path.StartsWith("docs/_site", StringComparison.Ordinal)) // built, not kept
            .Where(path => !Path.Exists(Path.Combine(Repository.Root, path)));

        missing.Should().BeEmpty("a reader of {0} looks there", document);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void TestsThatAreNamed_AreThere(string document)
    {
        var missing = TestName()
            .Matches(DocumentationFiles.Read(document))
            .Select(name => name.Groups["name"].Value)
            .Where(name => !SourceNames.Value.Any(source => source.Contains(name, StringComparison.Ordinal)));

        missing.Should().BeEmpty("a filter that finds no test proves nothing, and passes");
    }

    [Fact]
    public void ReadmesOfPackages_HaveNoLinksIntoTheRepository()
    {
        // They are shown by package registries, where the files beside them are missing.
        var links = DocumentationFiles
            .All.Where(file => file.EndsWith("/README.md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(DocumentationFiles.ReadProse(file)).Select(link => $"{file}: {link.Groups["target"].Value}"))
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

        links.Should().BeEmpty();
    }

    [Fact]
    public void Readme_NamesEveryDocument()
    {
        var readme = DocumentationFiles.Read("README.md");

        // The start of the site says what README.md says.
        Kept()
            .Where(file => file != "docs/index.md" && !readme.Contains($"]({file})", StringComparison.Ordinal))
            .Should()
            .BeEmpty("nobody finds a document that nothing points at");
    }

    [Fact]
    public void TableOfContentsOfTheSite_NamesEveryDocumentAndNothingElse()
    {
        // Pages of the repository's root are copied to where the site is built from; the reference is a folder.
        var named = TocEntry().Matches(DocumentationFiles.Read("docs/toc.yml")).Select(entry => entry.Groups["file"].Value);

        named.Should().BeEquivalentTo(Kept().Select(file => Path.GetFileName(file)));
    }

    private static IEnumerable<string> Kept() =>
        DocumentationFiles.All.Where(file =>
            file.StartsWith("docs/", StringComparison.Ordinal) || file is "CHANGELOG.md" or "CONTRIBUTING.md" or "SECURITY.md"
        );

    private static bool LeadsSomewhere(string document, string target)
    {
        var parts = target.Split('#', 2);
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var path = parts[0].Length == 0 ? Path.Combine(Repository.Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || DocumentationFiles.ReadAnchors(path).Contains(parts[1]));
    }

    private static IEnumerable<string> NamesOfSources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();

    // A folder at the top, and what lies in it; not the end of a longer path or of an address.
    [GeneratedRegex(@"(?<![\w./-])(src|samples|tests|docs|\.ci|\.github|\.config)/[\w./-]*\w", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"href: (.*/)?(?<file>[^/\n]+\.md)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TocEntry();

    [GeneratedRegex(@"FullyQualifiedName~(?<name>\w+)|`(?<name>\w+Tests)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TestName();
}

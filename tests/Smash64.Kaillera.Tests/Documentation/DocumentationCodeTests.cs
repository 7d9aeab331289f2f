using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Smash64.Kaillera.Tests.Documentation;

/// <summary>Every C# block in the documents is a program that compiles as printed; the first one in README.md also runs.</summary>
public sealed partial class DocumentationCodeTests
{
    // What a new console project has: implicit usings and nullable reference types.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ]
    );

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (var file in Files())
            {
                for (var i = 0; i < Read(file).Count; i++)
                {
                    blocks.Add(file, i);
                }
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CodeBlock_AsPrinted_Compiles(string file, int index)
    {
        var errors = Compile(Read(file)[index]).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

        errors.Should().BeEmpty("{0}, block {1} is what readers paste", file, index + 1);
    }

    [Fact]
    public async Task FirstProgramInTheReadme_Run_SaysThatTheHostAnswers()
    {
        using var image = new MemoryStream();
        Compile(Read("README.md")[0]).Emit(image).Success.Should().BeTrue();
        image.Position = 0;
        var main = AssemblyLoadContext.Default.LoadFromStream(image).EntryPoint!;
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            await Task.Run(() => main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]));
        }
        finally
        {
            Console.SetOut(before);
        }

        output.ToString().Should().Contain("answered as a P2P host").And.Contain("Practice host hosts SMASH BROTHERS");
    }

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Append(Path.Combine(Repository.Root, "src", "Smash64.Kaillera", "README.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static List<string> Read(string file) =>
        [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(match => match.Groups["code"].Value)];

    private static CSharpCompilation Compile(string code) =>
        CSharpCompilation.Create(
            "Documentation" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        );

    [GeneratedRegex("^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CodeBlock();
}

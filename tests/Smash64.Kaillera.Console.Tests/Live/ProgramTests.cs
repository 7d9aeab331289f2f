using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>What is true of all commands.</summary>
public sealed partial class ProgramTests
{
    internal const string Script = "/usr/bin/script";

    [Theory]
    [InlineData("--help")]
    [InlineData("check --help")]
    [InlineData("ip --help")]
    [InlineData("validate --help")]
    [InlineData("host --help")]
    [InlineData("server --help")]
    [InlineData("servers --help")]
    [InlineData("scan --help")]
    [InlineData("menu --help")]
    [InlineData("ping --help")]
    [InlineData("check nonsense --mode loud --help")]
    public async Task Help_AnyCommand_HasExamplesAndExitCodes(string args)
    {
        var run = await KailleraProgram.RunAsync(args.Split(' '));

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().ContainAll("Usage:", "Examples:", "  kaillera ", "Exit codes:");
    }

    [Fact]
    public async Task Version_Asked_IsANumber()
    {
        var run = await KailleraProgram.RunAsync("--version");

        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?\n$");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("check 127.0.0.1 127.0.0.2")]
    [InlineData("check @file")]
    public async Task Program_UnknownWords_AreBadInput(string args)
    {
        var run = await KailleraProgram.RunAsync([.. args.Split(' '), "--json"]);

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("badInput");
    }

    [Theory]
    [InlineData("")]
    [InlineData("validate 192.168.1.20")]
    [InlineData("check 127.0.0.1:80")]
    [InlineData("server 127.0.0.1:1 --count 1")]
    [InlineData("nonsense")]
    public async Task Program_OutputRedirected_HasNoEscapeSequences(string args)
    {
        var run = await KailleraProgram.RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.HasEscape.Should().BeFalse();
    }

    [SkippableTheory]
    [InlineData("", true)]
    [InlineData("NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task Program_OnATerminal_IsColouredUnlessToldNotTo(string variable, bool isColoured)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists(Script), $"There is no {Script} here to make a terminal with.");

        var command = string.Join(' ', [variable, .. KailleraProgram.CommandLine.Select(part => $"'{part}'"), "validate", "192.168.1.20"]);
        using var program = KailleraProgram.Start(Script, ["-qec", command, "/dev/null"]);
        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("private address");
        Colour().IsMatch(run.Output).Should().Be(isColoured);
    }

    [GeneratedRegex("\u001b\\[[0-9;]+m", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Colour();
}

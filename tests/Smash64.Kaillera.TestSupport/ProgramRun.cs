using System.Text.Json;

namespace Smash64.Kaillera.TestSupport;

/// <summary>How a run of the program ended.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private const char Escape = '\u001b';

    /// <summary>Gets the one JSON object that the output must be.</summary>
    public JsonElement Json
    {
        get
        {
            Output.Should().EndWith("\n");
            Output.TrimEnd('\n').Should().NotContain("\n", "one object stands on one line");
            Error.Should().BeEmpty("JSON is all that is said");
            return JsonDocument.Parse(Output).RootElement;
        }
    }

    public bool HasEscape => Output.Contains(Escape) || Error.Contains(Escape);
}

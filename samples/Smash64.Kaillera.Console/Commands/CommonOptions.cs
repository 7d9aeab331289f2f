using System.CommandLine;
using System.Text;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>What several commands have in common.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } =
        new("--json")
        {
            Description = "Print JSON and nothing else.",
            Recursive = true,
            Arity = ArgumentArity.Zero,
        };

    public static Option<string?> Via { get; } =
        new("--via")
        {
            Description = "Ask this checker service on the web. Without a URL: the public one.",
            HelpName = "URL",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <summary>Makes an option whose value is taken as it was typed, or read where more is known.</summary>
    /// <param name="name">Its name, with its dashes.</param>
    /// <param name="value">What stands for the value in the help.</param>
    /// <param name="description">What it does, and its default in brackets.</param>
    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>Makes an option that is given or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Makes the option for how much to ask of a host.</summary>
    public static ValueOption<P2PProbeMode> Mode(string description) =>
        new("--mode", "quiet|identify|knock", OptionText.ReadMode, description);

    /// <summary>Makes the option for how long to wait.</summary>
    public static ValueOption<TimeSpan> Timeout(TimeSpan max, string description) =>
        new("--timeout", "DURATION", OptionText.Duration(max), description);

    /// <summary>Makes the option for the code page of names.</summary>
    public static ValueOption<Encoding> CodePage(string description) =>
        new("--encoding", EncodingText.Choices, static (_, text) => EncodingText.Read(text), description);

    /// <summary>Sets what a command does, with a terminal that knows whether JSON is wanted.</summary>
    public static void Run(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, token) => action(parsed, new Terminal(parsed.GetValue(Json)), token));

    /// <summary>Tells whether an option was typed, with or without a value.</summary>
    public static bool Has(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}

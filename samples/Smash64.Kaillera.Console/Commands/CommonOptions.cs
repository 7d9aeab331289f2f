using System.CommandLine;
using Smash64.Kaillera.Console.Display;

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

    /// <summary>Sets what a command does, with a terminal that knows whether JSON is wanted.</summary>
    public static void Run(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, token) => action(parsed, new Terminal(parsed.GetValue(Json)), token));

    /// <summary>Tells whether an option was typed, with or without a value.</summary>
    public static bool Has(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}

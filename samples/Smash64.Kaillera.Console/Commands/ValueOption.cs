using System.CommandLine;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>An option with a value, and the rule by which it is read: what breaks the rule is told in this program's words.</summary>
/// <typeparam name="T">What the value is read as.</typeparam>
internal sealed class ValueOption<T> : Option<string?>
{
    private readonly Func<string, string, T> _read;

    /// <param name="name">Its name, with its dashes.</param>
    /// <param name="value">What stands for the value in the help, such as <c>PORT</c>; or all values, parted by <c>|</c>.</param>
    /// <param name="read">Reads the value: the option's name, for errors, and what was typed.</param>
    /// <param name="description">What it does, and its default in brackets.</param>
    public ValueOption(string name, string value, Func<string, string, T> read, string description)
        : base(name)
    {
        _read = read;
        Description = description;
        HelpName = value;
        if (value.Contains('|', StringComparison.Ordinal))
        {
            CompletionSources.Add(value.Split('|'));
        }
    }

    /// <summary>Reads the value that was typed, or takes the default.</summary>
    /// <exception cref="CommandException">What was typed breaks the rule.</exception>
    public T Read(ParseResult parsed, T otherwise) => parsed.GetValue(this) is { } text ? _read(Name, text) : otherwise;
}

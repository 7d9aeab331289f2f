using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console.Lists;

/// <summary>Where a list of servers is: on the web, in a file, or at the standard input.</summary>
internal sealed record ListSource
{
    public const string StandardInput = "-";

    /// <summary>More are a mistake, such as a pattern of files where one was meant.</summary>
    public const int MaxCount = 16;

    private ListSource(string name, Uri? url) => (Name, Url) = (name, url);

    /// <summary>Gets what was typed, safe on a terminal.</summary>
    public string Name { get; }

    /// <summary>Gets the list's address on the web, or <see langword="null"/> where it is on this computer.</summary>
    public Uri? Url { get; }

    /// <summary>Gets the path of the list's file, or <see langword="null"/> where it is not in one.</summary>
    public string? Path { get; private init; }

    /// <summary>Reads the values of <c>--list</c>.</summary>
    /// <param name="texts">The values; none stand for the public lists.</param>
    /// <exception cref="CommandException">One of them is no list, or there are too many.</exception>
    public static IReadOnlyList<ListSource> Read(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return [.. KailleraServerListOptions.DefaultServerLists.Select(static url => new ListSource(url.AbsoluteUri, url))];
        }

        if (texts.Count > MaxCount)
        {
            throw CommandException.BadInput(
                FormattableString.Invariant($"--list can be given {MaxCount} times at most; it is given {texts.Count} times.")
            );
        }

        return texts.Count(static text => text == StandardInput) > 1
            ? throw CommandException.BadInput($"--list {StandardInput}, the standard input, can be read only once.")
            : [.. texts.Select(Read)];
    }

    private static ListSource Read(string text)
    {
        var name = KailleraText.Clean(text);
        if (text == StandardInput)
        {
            return new ListSource(name, url: null);
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            var isList =
                Uri.TryCreate(text, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
                && url.UserInfo.Length == 0;
            return isList
                ? new ListSource(name, url)
                : throw CommandException.BadInput(
                    $"--list must be an http or https address without a user name, a file, or {StandardInput}; it is {Quoted.Show(text)}."
                );
        }

        return text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
            ? new ListSource(name, url: null) { Path = text }
            : throw CommandException.BadInput(
                $"--list must be an address on the web, a file, or {StandardInput}; it is {Quoted.Show(text)}."
            );
    }
}

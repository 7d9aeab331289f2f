namespace Smash64.Kaillera.Console.Menu;

/// <summary>One line of the menu.</summary>
/// <param name="Key">What is typed to choose it.</param>
/// <param name="Text">What it does, in a player's words.</param>
/// <param name="Command">The command line that does it; what is asked for stands behind.</param>
/// <param name="Question">What is asked for first, or <see langword="null"/>.</param>
internal sealed record MenuChoice(string Key, string Text, IReadOnlyList<string> Command, string? Question = null)
{
    /// <summary>What ends the menu.</summary>
    public const string Quit = "q";

    /// <summary>All lines, in their order.</summary>
    public static IReadOnlyList<MenuChoice> All { get; } =
    [
        new("1", "Check me: can my opponent reach my game?", ["check"]),
        new("2", "Why not? Look from my game to the internet for what is in the way.", ["doctor"]),
        new("3", "Check somebody else's game.", ["check"], "Which address, or which name?"),
        new("4", "How will it play? Ping and frames of delay.", ["ping"], "Which address, or which name?"),
        new("5", "Practise: host here without an emulator, to test the router. Ctrl+C ends it.", ["host"]),
        new("6", "Open my port: ask my router to let my opponent in. Ctrl+C gives it back.", ["open"]),
    ];
}

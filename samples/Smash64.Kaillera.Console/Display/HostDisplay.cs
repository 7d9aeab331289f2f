using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells a person what happens at a practice host.</summary>
internal static class HostDisplay
{
    private const string NoName = "(no name)";

    public static void Show(IAnsiConsole console, HostListening line)
    {
        console.WriteParagraph($"Listening on {line.Address}:{line.Port} (UDP). Ctrl+C ends it.");
        console.WriteFacts(("Player", line.User), ("Game", line.Game));
        var local = line.Address == IPAddress.Any.ToString() ? IPAddress.Loopback.ToString() : line.Address;
        console.WriteHint(
            $"From another window: kaillera check {local}:{line.Port}\n" + $"From the internet:   kaillera check --port {line.Port}"
        );
        console.WriteLine();
    }

    public static void Show(IAnsiConsole console, HostHappening line) =>
        console.WriteParagraph(FormattableString.Invariant($"{line.ElapsedMs / 1_000:0.0} s").PadLeft(10) + $"  {Describe(line)}");

    public static void Show(IAnsiConsole console, HostStopped line) =>
        console.WriteParagraph(
            $"Stopped after {DurationText.Format(TimeSpan.FromMilliseconds(line.ElapsedMs))}. "
                + line.Requests switch
                {
                    0 => "Nobody asked to join.",
                    1 => "Somebody asked to join once.",
                    _ => FormattableString.Invariant($"Somebody asked to join {line.Requests} times."),
                }
        );

    /// <summary>Says in one line what the host's player would see.</summary>
    public static string Describe(HostHappening line) =>
        line.Count == 1 ? DescribeOne(line) : DescribeOne(line) + FormattableString.Invariant($" ({line.Count:N0} times more)");

    private static string DescribeOne(HostHappening line)
    {
        var who = string.IsNullOrEmpty(line.User) ? NoName : line.User;
        return line.Event switch
        {
            "knock" => $"{line.Peer} knocked. A real host does not show this.",
            "request" => $"{who} asks to join, from {line.Peer}, with {line.Client}",
            "joined" => $"{who} joined.",
            "chat" => $"<{who}> {line.Text}",
            "left" when line.TimedOut => $"{who} fell silent. The seat is free again.",
            "left" => $"{who} left. The seat is free again.",
            _ => line.Event,
        };
    }
}

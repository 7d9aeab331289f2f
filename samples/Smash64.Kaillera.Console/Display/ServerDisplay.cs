using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Says the answer of <c>server</c> to a person.</summary>
internal static class ServerDisplay
{
    private const int Indent = 2;

    private static readonly TextColumn[] UserColumns =
    [
        new("Name") { MinWidth = 12 },
        new("Ping") { IsNumber = true },
        new("Connection"),
        new("Status"),
    ];

    private static readonly TextColumn[] GameColumns =
    [
        new("Game") { MinWidth = 16 },
        new("Owner") { MinWidth = 10 },
        new("Emulator") { MinWidth = 10 },
        new("Players") { IsNumber = true },
        new("Status"),
    ];

    public static void Show(IAnsiConsole console, ServerReport report)
    {
        console.WriteAnswer(report.Reachable, report.Headline);
        if (report.Reachable)
        {
            console.WriteFacts(
                ("Ping", DescribePing(report.Ping)),
                ("Delay", DescribeDelay(report.Ping)),
                ("Jitter", report.Ping.JitterMs is { } jitter ? FormattableString.Invariant($"{jitter} ms") : null),
                ("Loss", DescribeLoss(report.Ping)),
                ("Login", DescribeLogin(report))
            );
        }
        else
        {
            console.WriteParagraph(report.Reason);
            console.WriteList(Advice.ChecklistHeading, Advice.ServerChecklist(report.Port));
        }

        if (report.Query is { } query)
        {
            ShowVisit(console, query);
        }

        console.WriteWarning(report.Warning);
        console.WriteHint(FindHint(report));
    }

    /// <summary>Writes a share as people read it.</summary>
    public static string Percent(double share) => FormattableString.Invariant($"{share * 100:0} %");

    private static string DescribePing(PingReport ping) =>
        ping.Received == 1
            ? FormattableString.Invariant($"{ping.MeanMs} ms")
            : FormattableString.Invariant($"{ping.MeanMs} ms on average, from {ping.MinMs} to {ping.MaxMs} ms");

    private static string? DescribeDelay(PingReport ping) =>
        ping.MeanMs is { } mean && FrameDelay.ForServer(TimeSpan.FromMilliseconds(mean), KailleraConnection.Lan) is var frames
            ? FormattableString.Invariant($"{frames} {(frames == 1 ? "frame" : "frames")} on a LAN connection, about")
            : null;

    private static string DescribeLoss(PingReport ping) =>
        ping.Received >= ping.Sent
            ? FormattableString.Invariant($"none of {ping.Sent}")
            : FormattableString.Invariant($"{ping.Sent - ping.Received} of {ping.Sent}, {Percent(ping.Loss)}");

    private static string? DescribeLogin(ServerReport report) =>
        (report.Doorway?.Status ?? report.Query?.Status) switch
        {
            null => null,
            "open" => "open",
            "full" => "full: no place is left",
            "rejected" => $"refused: {report.Query?.Rejection}",
            "otherVersion" => "no answer: the server speaks another version, or bars this address for a while",
            _ => $"no answer: {report.Doorway?.Reason ?? report.Query?.Reason}",
        };

    private static void ShowVisit(IAnsiConsole console, QueryReport query)
    {
        if (query.Status == "open")
        {
            ShowWhatIsThere(console, query);
        }

        console.WriteWarning(
            query.Left ? null : $"The server did not confirm that {query.UserName} has left. It may list that name for a while."
        );
    }

    private static void ShowWhatIsThere(IAnsiConsole console, QueryReport query)
    {
        console.WriteHeading(FormattableString.Invariant($"Users: {query.Users.Count}"));
        WriteTable(
            console,
            UserColumns,
            query.Users.Select(static user => new TextRow([
                user.Name,
                FormattableString.Invariant($"{user.PingMs:0} ms"),
                ShowWord(user.Connection),
                ShowWord(user.Status),
            ]))
        );
        console.WriteHeading(FormattableString.Invariant($"Games: {query.Games.Count}"));
        WriteTable(
            console,
            GameColumns,
            query.Games.Select(static game => new TextRow([game.Name, game.Owner, game.Emulator, ShowPlayers(game), ShowWord(game.Status)]))
        );
        if (query.Announcements.Count > 0)
        {
            console.WriteHeading("The server says:");
            foreach (var line in query.Announcements)
            {
                console.Write(AnsiConsoleWords.Indented(new Text(line)));
            }
        }

        console.WriteWarning(query.Complete ? null : "Some of what the server said was lost, so something may be missing here.");
    }

    private static void WriteTable(IAnsiConsole console, TextColumn[] columns, IEnumerable<TextRow> rows)
    {
        var table = rows.ToList();
        if (table.Count > 0)
        {
            console.Write(new TextTable(columns, table) { Indent = Indent });
        }
    }

    private static string ShowWord(string word) => word == "unknown" ? string.Empty : word;

    private static string ShowPlayers(GameReport game) =>
        (game.Players, game.MaxPlayers) switch
        {
            (null, null) => string.Empty,
            (var players, null) => FormattableString.Invariant($"{players}"),
            (var players, var max) => FormattableString.Invariant($"{players}/{max}"),
        };

    private static string? FindHint(ServerReport report)
    {
        var address = report.Port == KailleraDefaults.ServerPort ? report.Host : $"{report.Host}:{report.Port}";
        return report switch
        {
            { Reachable: true, Query: null } => $"Who is there, and what is played? kaillera server {address} --query",
            { Status: "notAKailleraServer" } => $"Is it a player's P2P host? kaillera check {report.Address}:{report.Port}",
            _ => null,
        };
    }
}

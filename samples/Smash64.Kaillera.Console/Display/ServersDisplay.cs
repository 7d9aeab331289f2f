using System.Globalization;
using Smash64.Kaillera.Console.Lists;
using Smash64.Kaillera.Servers.Lists;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Says the answer of <c>servers</c> to a person, and shows it while it comes.</summary>
internal sealed class ServersDisplay(ServerOrder order, bool leavesOutSilent, int? limit)
{
    private const int ShownDrops = 5;

    /// <summary>The table's titles, how much is left out, how far it is, and where the cursor stands.</summary>
    private const int OtherLines = 4;

    /// <summary>Terminals echo Ctrl+C as ^C. At the end of a full line that would begin another, which nobody takes away again.</summary>
    private const int EchoLength = 3;

    private static readonly TextColumn[] Columns =
    [
        new("Name") { MinWidth = 16 },
        new("Address") { MinWidth = 21 },
        new("Ping") { IsNumber = true },
        new("Frames") { IsNumber = true },
        new("Loss") { IsNumber = true },
        new("Users") { IsNumber = true },
        new("Games") { IsNumber = true },
        new("Version") { MinWidth = 7, IsOptional = true },
        new("Location") { MinWidth = 8, IsOptional = true },
    ];

    // Those that don't answer come last, whatever the order: nobody looks for them.
    private Comparer<ListedServer> Comparer { get; } =
        Comparer<ListedServer>.Create(
            (one, other) =>
                FirstDifference(
                    other.IsReachable.CompareTo(one.IsReachable),
                    order switch
                    {
                        ServerOrder.Name => 0,
                        ServerOrder.Users => other.Entry.Users.CompareTo(one.Entry.Users),
                        _ => Nullable.Compare(one.Ping.MeanRoundTripTime, other.Ping.MeanRoundTripTime),
                    },
                    string.Compare(one.Entry.Name, other.Entry.Name, CultureInfo.InvariantCulture, CompareOptions.IgnoreCase),
                    string.CompareOrdinal(one.Address, other.Address)
                )
        );

    /// <summary>Says how all pings ended, or how far they came.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="servers">Those that were asked.</param>
    /// <param name="total">How many the lists name.</param>
    public void Show(IAnsiConsole console, IReadOnlyCollection<ListedServer> servers, int total)
    {
        var answers = servers.Count(static server => server.IsReachable);
        console.WriteAnswer(
            answers > 0,
            total == 0 ? "no server stands in what was read."
                : servers.Count < total
                    ? Invariant($"{answers} of {servers.Count} servers answered before this was stopped; {total} are listed.")
                : Invariant($"{answers} of {total} {(total == 1 ? "server" : "servers")} {(answers == 1 ? "answers" : "answer")}.")
        );

        var rows = MakeRows(servers);
        var shown = rows.Take(limit ?? int.MaxValue).ToList();
        if (shown.Count > 0)
        {
            console.WriteLine();
            console.Write(new TextTable(Columns, shown));
        }

        console.WriteHint(rows.Count > shown.Count ? Invariant($"{rows.Count - shown.Count} more are left out by --limit.") : null);
        var first = servers.Where(static server => server.IsReachable).Order(Comparer).FirstOrDefault();
        console.WriteHint(first is null ? null : $"Who is there, and what is played? kaillera server {first.Address} --query");
    }

    /// <summary>Makes what a person sees while the pings are under way: as much of the table as the terminal holds.</summary>
    /// <param name="servers">Those that are known.</param>
    /// <param name="total">How many the lists name.</param>
    /// <param name="height">The terminal's lines.</param>
    public IRenderable ShowProgress(IReadOnlyCollection<ListedServer> servers, int total, int height)
    {
        var rows = MakeRows(servers);
        var shown = rows.Take(Math.Max(1, Math.Min(limit ?? int.MaxValue, height - OtherLines))).ToList();
        var more = rows.Count > shown.Count ? Invariant($"… and {rows.Count - shown.Count} more\n") : string.Empty;
        var answers = servers.Count(static server => server.IsReachable);
        var progress = Invariant($"{servers.Count} of {total} servers asked, {answers} answer …");
        var state = new Text(more + progress, new Style(decoration: Decoration.Dim));
        return shown.Count == 0 ? state : new Rows(new TextTable(Columns, shown) { Spare = EchoLength }, state);
    }

    /// <summary>Says which lists could not be read, and what was dropped from the others.</summary>
    public static void ShowFaults(IAnsiConsole console, IReadOnlyList<ListReading> lists)
    {
        foreach (var list in lists)
        {
            console.WriteWarning(list.Failure?.Message);

            // Lists name many servers twice. That is no fault, and nobody misses anything.
            var report = list.Report;
            var dropped = report.DroppedCount - report.DroppedByReason.GetValueOrDefault(KailleraListDropReason.Duplicate);
            if (dropped > 0)
            {
                var missed = report.Dropped.Where(static drop => drop.Reason != KailleraListDropReason.Duplicate);
                var drops = missed.Take(ShownDrops).Select(Describe).ToList();
                var more = dropped > drops.Count ? Invariant($"\n  … and {dropped - drops.Count} more") : string.Empty;
                var lines = Invariant($"{dropped} {(dropped == 1 ? "line" : "lines")}");
                console.WriteWarning($"{lines} of {Name(list.Source)} left out:\n{string.Join('\n', drops)}{more}");
            }
        }
    }

    private static string Name(ListSource source) => source.Name == ListSource.StandardInput ? "the standard input" : source.Name;

    private static string Describe(KailleraListDrop drop) => Invariant($"  line {drop.LineNumber}: {Describe(drop.Reason)}: {drop.Text}");

    private static string Describe(KailleraListDropReason reason) =>
        reason switch
        {
            KailleraListDropReason.NoAddress => "no address belongs to it",
            KailleraListDropReason.TooLong => "longer than any line of a list",
            KailleraListDropReason.MissingFields => "fields are missing",
            KailleraListDropReason.InvalidHost => "neither an IPv4 address nor a host name",
            KailleraListDropReason.InvalidPort => "the port is not a number from 1 to 65535",
            KailleraListDropReason.InvalidNumber => "a count is not a number",
            KailleraListDropReason.TooMany => "more servers than are read from a list",
            KailleraListDropReason.Unresolved => "the name has no IPv4 address that could be found",
            KailleraListDropReason.NotPublic => "not an address of the internet (see --include-private)",
            KailleraListDropReason.Duplicate => "named before",
            _ => "unreadable",
        };

    private List<TextRow> MakeRows(IEnumerable<ListedServer> servers) =>
        [.. servers.Where(server => server.IsReachable || !leavesOutSilent).Order(Comparer).Select(MakeRow)];

    private static TextRow MakeRow(ListedServer server)
    {
        var entry = server.Entry;
        return new TextRow(
            [
                entry.Name,
                server.Address,
                DescribePing(server.Ping),
                DescribeFrames(server.Ping),
                server.IsReachable ? ServerDisplay.Percent(server.Ping.Loss) : string.Empty,
                Invariant($"{entry.Users}/{entry.MaxUsers}"),
                Invariant($"{entry.Games}"),
                entry.Version,
                entry.Location,
            ],
            IsDim: !server.IsReachable
        );
    }

    private static string DescribePing(KailleraPingResult ping) =>
        ping.Status switch
        {
            KailleraPingStatus.Responding => Invariant($"{ping.MeanRoundTripTime?.TotalMilliseconds:0} ms"),
            KailleraPingStatus.PortClosed => "closed",
            KailleraPingStatus.NotAKailleraServer => "other",
            KailleraPingStatus.NoResponse => "silent",
            _ => "fault",
        };

    // On a LAN connection, which is what most players choose.
    private static string DescribeFrames(KailleraPingResult ping) =>
        ping.MeanRoundTripTime is { } time ? Invariant($"{FrameDelay.ForServer(time, KailleraConnection.Lan)}") : string.Empty;

    private static int FirstDifference(params ReadOnlySpan<int> differences)
    {
        foreach (var difference in differences)
        {
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

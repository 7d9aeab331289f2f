using System.CommandLine;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>doctor</c>: finds out why opponents can't reach a host on this computer, and opens the way if told to.</summary>
internal static class DoctorCommand
{
    /// <summary>A service is waited for as long as the doctor has time, less what the rest takes.</summary>
    private static readonly TimeSpan ServiceTimeout = TimeSpan.FromSeconds(8);

    private static readonly Option<string?> Port = CommonOptions.Text("--port", "PORT", "The UDP port that you host on. [default: 27886]");

    private static readonly Option<bool> Fix = CommonOptions.Flag(
        "--fix",
        "Open the port in your router where that may help, look again, and keep it open until Ctrl+C."
    );

    private static readonly Option<bool> Offline = CommonOptions.Flag("--offline", "Ask nobody on the internet.");

    private static readonly Option<bool> Share = CommonOptions.Flag("--share", "Print a text without addresses, to paste into a chat.");

    private static readonly ValueOption<P2PProbeMode> Mode = CommonOptions.Mode(
        "How much to ask your emulator. knock: never log in. quiet: log in for a moment where a knock stays unanswered, as "
            + "by older clients. identify: log in. [default: knock]"
    );

    public static Command Create()
    {
        var command = new Command("doctor", "Finds out why your opponent can't reach you: run it where you host, while you host.")
        {
            Port,
            Fix,
            Offline,
            Share,
            Mode,
            CommonOptions.Via,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var isShared = parsed.GetValue(Share);
        if (isShared && terminal.IsJson)
        {
            throw CommandException.BadInput("--share prints a text for people: leave --json out.");
        }

        if (parsed.GetValue(Offline) && parsed.Has(CommonOptions.Via))
        {
            throw CommandException.BadInput("--via asks somebody on the internet: leave it or --offline out.");
        }

        var options = new HostDoctorOptions
        {
            Port = AddressText.ReadPort(parsed.GetValue(Port)),
            Fix = parsed.GetValue(Fix),
            Offline = parsed.GetValue(Offline),
            Progress = terminal.IsJson || isShared ? null : new RingLines(terminal),
        };
        options.Mode = Mode.Read(parsed, options.Mode);
        var service = OptionText.ReadService(parsed.GetValue(CommonOptions.Via));

        using var http = new HttpClient();
        var doctor = new HostDoctor(
            options.Offline
                ? null
                : new HostDoctorSources
                {
                    Checks = ServiceClient.CreateTyped(http, service, ServiceTimeout),
                    Api = ServiceClient.Create(http, service, ServiceTimeout),
                }
        );
        if (!terminal.IsJson)
        {
            terminal.Error.WriteParagraph($"Looking from the inside to the outside, for UDP port {options.Port} …");
        }

        await using var diagnosis = await doctor.ExamineAsync(options, cancellationToken);
        var report = DoctorReport.From(diagnosis);
        terminal.Write(report, static json => json.DoctorReport, (console, _) => DoctorDisplay.Show(console, diagnosis, isShared));
        if (diagnosis.Mapping is { } mapping)
        {
            await MappingNews.KeepAsync(mapping, "doctor", terminal, cancellationToken);
        }

        return report.ExitCode;
    }

    // Called at once and not later, as a Progress would.
    private sealed class RingLines(Terminal terminal) : IProgress<HostRing>
    {
        public void Report(HostRing value) => DoctorDisplay.Show(terminal.Out, value);
    }
}

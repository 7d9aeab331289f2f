using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>
/// Where a command's answer goes: JSON to the standard output alone, or words for a person, who sees progress and
/// errors on the standard error.
/// </summary>
internal sealed class Terminal(bool isJson)
{
    /// <summary>A file or pipe has no width, so nothing is wrapped there and a search finds whole sentences.</summary>
    private const int UnwrappedWidth = 10_000;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new(); // what happens at the same time is told one after the other
    private readonly Lazy<Stream> _stream = new(StandardOutput.Open);
    private readonly Lazy<IAnsiConsole> _out = new(() => Create(StandardOutput.OpenText(), System.Console.IsOutputRedirected));
    private readonly Lazy<IAnsiConsole> _error = new(() => Create(System.Console.Error, System.Console.IsErrorRedirected));

    public bool IsJson { get; } = isJson;

    /// <summary>Gets the standard output, for bytes.</summary>
    public Stream Stream => _stream.Value;

    /// <summary>Gets a value indicating whether the standard output is a file or a pipe.</summary>
    public static bool IsPlain => System.Console.IsOutputRedirected;

    /// <summary>Gets the standard output, for a person.</summary>
    public IAnsiConsole Out => _out.Value;

    /// <summary>Gets the standard error, for a person.</summary>
    public IAnsiConsole Error => _error.Value;

    /// <summary>Gets a value indicating whether a person watches the standard error, on a terminal that can redraw a line.</summary>
    public bool IsWatched => !System.Console.IsErrorRedirected && Error.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Makes a console that nobody hears.</summary>
    public static IAnsiConsole CreateSilent() => Create(TextWriter.Null, isRedirected: true);

    /// <summary>Writes a report, as one line of JSON or in words. Several threads may.</summary>
    /// <param name="report">The report.</param>
    /// <param name="type">Finds the report's type; called for JSON only, since that costs time.</param>
    /// <param name="show">Says the report to a person.</param>
    public void Write<T>(T report, Func<ReportJson, JsonTypeInfo<T>> type, Action<IAnsiConsole, T> show)
    {
        lock (_lock)
        {
            if (IsJson)
            {
                ReportJson.WriteLine(_stream.Value, report, type(ReportJson.Default));
            }
            else
            {
                show(Out, report);
            }
        }
    }

    /// <summary>Writes why there is no answer.</summary>
    public void WriteError(ErrorReport report) =>
        Write(report, static json => json.ErrorReport, (_, error) => Error.WriteError(error.Error.Message));

    /// <summary>Shows that something is waited for, where a person is looking.</summary>
    /// <param name="message">What is waited for.</param>
    /// <param name="work">The work, under way.</param>
    public async Task<T> WaitAsync<T>(string message, Task<T> work)
    {
        WarmUp();

        if (System.Console.IsErrorRedirected)
        {
            return await work;
        }

        if (Error.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            return await Error.Status().StartAsync(Markup.Escape(message), _ => work);
        }

        Error.WriteParagraph(message);
        return await work;
    }

    /// <summary>Shows how some work comes on, where a person is looking. Nothing of it stays.</summary>
    /// <param name="message">What is waited for: shown where nothing that changes can be.</param>
    /// <param name="show">Makes what is shown now, for a terminal of so many lines.</param>
    /// <param name="work">The work, under way.</param>
    public async Task ShowAsync(string message, Func<int, IRenderable> show, Task work)
    {
        // Lines of JSON come while the work is under way, perhaps on the same terminal.
        if (IsJson || System.Console.IsErrorRedirected)
        {
            await work;
        }
        else if (Error.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            await Error
                .Live(show(Error.Profile.Height))
                .AutoClear(true)
                .StartAsync(async context =>
                {
                    context.Refresh(); // so that even what ends at once was seen to begin
                    using var timer = new PeriodicTimer(RefreshInterval);
                    while (!work.IsCompleted)
                    {
                        await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
                        context.UpdateTarget(show(Error.Profile.Height));
                    }
                });
            await work;
        }
        else
        {
            Error.WriteParagraph(message);
            await work;
        }
    }

    // Compiling what shows an answer takes half as long as a check: done while the other side thinks, it costs nothing.
    private void WarmUp()
    {
        if (IsJson)
        {
            ReportJson.WriteLine(Stream.Null, CheckReport.Empty, ReportJson.Default.CheckReport);
            return;
        }

        var nobody = CreateSilent();
        nobody.WriteAnswer(isYes: true, string.Empty);
        nobody.WriteList(string.Empty, [string.Empty]);
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var isPlain = isRedirected || WantsNoColor();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Detect,
                Out = new AnsiConsoleOutput(writer),
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );
        if (isRedirected)
        {
            console.Profile.Width = UnwrappedWidth;
        }

        return console;
    }

    // https://no-color.org: set and not empty, whatever the value. A dumb terminal shows escape sequences as they are.
    private static bool WantsNoColor() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb";
}

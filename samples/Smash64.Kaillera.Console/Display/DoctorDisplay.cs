using Smash64.Kaillera.Nat;
using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Tells a person what the doctor finds.</summary>
internal static class DoctorDisplay
{
    /// <summary>Shows one ring, as soon as it is known.</summary>
    public static void Show(IAnsiConsole console, HostRing ring) =>
        console.WriteMarked(MarkOf(ring.State), ring.Kind.ToString(), ring.Text);

    /// <summary>Shows the end.</summary>
    public static void Show(IAnsiConsole console, HostDiagnosis diagnosis, bool isShared)
    {
        if (isShared)
        {
            console.WriteParagraph(diagnosis.ToShareableText());
            return;
        }

        console.WriteLine();
        if (diagnosis.IsReachable is { } isReachable)
        {
            console.WriteAnswer(isReachable, diagnosis.Reason);
        }
        else
        {
            console.WriteParagraph(diagnosis.Reason);
        }

        if (diagnosis.NextSteps.Count > 0)
        {
            console.WriteList("What to do, most promising first:", diagnosis.NextSteps.Select(static step => step.Text));
        }

        console.WriteHint(FindHint(diagnosis));
    }

    private static string? FindHint(HostDiagnosis diagnosis) =>
        diagnosis.Mapping is not { } mapping ? null
        : mapping.Lease is { } lease
            ? $"The port stays open until Ctrl+C, and for {DurationText.Format(lease)} at most if this program is killed."
        : "The port stays open until Ctrl+C. If this program is killed, delete it in the router: this one knows no end of it.";

    private static Mark MarkOf(HostRingState state) =>
        state switch
        {
            HostRingState.Ok => Mark.Good,
            HostRingState.Problem => Mark.Bad,
            HostRingState.Skipped => Mark.None,
            _ => Mark.Unsure,
        };
}

using System.Globalization;

namespace Smash64.Kaillera.Servers;

/// <summary>Says in words what a result rests on. The words may change; the status is the contract.</summary>
internal static class KailleraPingReasons
{
    public static string Describe(KailleraPingResult result) =>
        result.Status switch
        {
            KailleraPingStatus.Responding =>
                $"A Kaillera server at {result.EndPoint} answered {Share(result)}{After(result.MeanRoundTripTime)}.",
            KailleraPingStatus.PortClosed =>
                $"The machine at {result.EndPoint.Address} answered that nothing listens on UDP port {result.EndPoint.Port}.",
            KailleraPingStatus.NotAKailleraServer => $"Another program than a Kaillera server answers at {result.EndPoint}.",
            KailleraPingStatus.NoResponse =>
                $"We pinged {result.EndPoint} {Times(result.Sent)} in {Seconds(result.Elapsed)} and nothing came back.",
            _ when result.Fault is { } fault => $"This machine can't send to {result.EndPoint}: {fault}.",
            _ => $"{result.EndPoint} has not been asked.",
        };

    private static string Share(KailleraPingResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Received} of {result.Sent} {(result.Sent == 1 ? "ping" : "pings")}");

    private static string After(TimeSpan? mean) =>
        mean is { TotalMilliseconds: var time } ? string.Create(CultureInfo.InvariantCulture, $" after {time:0.#} ms on average") : "";

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}

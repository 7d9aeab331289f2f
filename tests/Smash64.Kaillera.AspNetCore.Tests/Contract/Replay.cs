using System.Text.RegularExpressions;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>One recorded request, asked of our service.</summary>
/// <param name="Exchange">The recording.</param>
/// <param name="Port">Where its target stood this time; the recorded port where that is the point of the request.</param>
/// <param name="Status">Our status.</param>
/// <param name="Headers">Our headers, each with its values joined.</param>
/// <param name="Body">Our body.</param>
/// <param name="Received">What the target got.</param>
internal sealed partial record Replay(
    RecordedExchange Exchange,
    int Port,
    HttpStatusCode Status,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    IReadOnlyList<byte[]> Received
)
{
    /// <summary>Gets a value indicating whether a host let its next player in, or <see langword="null"/> if none was there.</summary>
    public bool? IsHostFree { get; init; }

    /// <summary>Gets a value indicating whether a player who sat there all the time noticed nothing, or <see langword="null"/>.</summary>
    public bool? IsPeerUndisturbed { get; init; }

    /// <summary>Gets our status and body, without the measured milliseconds.</summary>
    public string Answer => Show((int)Status, Body);

    /// <summary>Gets the original's, with this time's port and without the measured milliseconds.</summary>
    public string Original => Show((int)Exchange.Status, Exchange.WithPort(Exchange.ResponseBody!, Port));

    /// <summary>Gets what ours must be.</summary>
    public string Expected =>
        ContractDifferences.All.TryGetValue(Exchange.Name, out var difference)
            ? Show(difference.Status, difference.BodyFor(Port))
            : Original;

    private static string Show(int status, string body) => $"{status} {Milliseconds().Replace(body, "\"#ms\"")}";

    [GeneratedRegex("\"[0-9]+ms\"", RegexOptions.None, 1_000)]
    private static partial Regex Milliseconds();
}

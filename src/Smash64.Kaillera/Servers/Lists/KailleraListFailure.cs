using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>A list that could not be read.</summary>
/// <param name="Source">The list's address, or <see langword="null"/> when it was a file or a stream.</param>
/// <param name="Error">Why.</param>
public sealed record KailleraListFailure(Uri? Source, KailleraListError Error)
{
    /// <summary>Gets the HTTP status of the answer, or <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets the fault behind it, or <see langword="null"/> when there was none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Gets one English sentence that names the list and the reason.</summary>
    public string Message =>
        Error switch
        {
            KailleraListError.Unreachable => $"{Name} could not be reached: {KailleraText.Clean(Exception?.Message ?? "nobody said why.")}",
            KailleraListError.HttpStatus => $"{Name} answered with HTTP status {(int?)StatusCode}.",
            KailleraListError.Timeout => $"{Name} did not answer in time.",
            KailleraListError.TooLarge => $"{Name} is longer than allowed.",
            KailleraListError.Damaged => $"{Name} cannot be decompressed.",
            _ => $"{Name} could not be read.",
        };

    private string Name => Source?.ToString() ?? "The list";
}

using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Problem details (RFC 9457) with what a program can act on.</summary>
/// <param name="Type">A URN that ends in the code.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Code">The same for the same problem, whatever the words.</param>
internal sealed record ProblemResource(string Type, string Title, int Status, string Detail, string Code)
{
    /// <summary>Gets why a target is refused: its kind of address, <c>denied</c> or <c>not-self</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Scope { get; init; }

    /// <summary>Gets when to come back, in seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfter { get; init; }
}

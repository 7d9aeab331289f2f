using System.Globalization;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>An answer that is meant to differ from the original's.</summary>
/// <param name="Reason">Why: a heading in docs/api.md.</param>
/// <param name="Status">Our status.</param>
/// <param name="Body">Our body, with <c>{port}</c> for the port.</param>
internal sealed record ContractDifference(string Reason, int Status, string Body)
{
    public string BodyFor(int port) => Body.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

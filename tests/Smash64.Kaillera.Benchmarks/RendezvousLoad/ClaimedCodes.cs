using System.Globalization;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Benchmarks.RendezvousLoad;

/// <summary>As many claimed codes as are wanted, whose owners everybody can work out.</summary>
internal sealed class ClaimedCodes(int count) : IConnectCodeStore
{
    private const int Numbers = 999;

    public static string Owner(int index) => index.ToString("X32", CultureInfo.InvariantCulture);

    public static string Code(int index)
    {
        var (prefix, number) = Math.DivRem(index, Numbers);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(char)('A' + (prefix / 676 % 26))}{(char)('A' + (prefix / 26 % 26))}{(char)('A' + (prefix % 26))}@{number + 1}"
        );
    }

    public Task<IReadOnlyList<ConnectCodeClaim>> LoadAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ConnectCodeClaim>>([.. Enumerable.Range(0, count).Select(Claim)]);

    public Task SaveAsync(
        IReadOnlyList<ConnectCodeClaim> kept,
        IReadOnlyList<ConnectCode> gone,
        CancellationToken cancellationToken = default
    ) => Task.CompletedTask;

    private static ConnectCodeClaim Claim(int index) =>
        ConnectCode.TryParse(Code(index), out var code)
            ? new ConnectCodeClaim(code, Owner(index), DateTimeOffset.UtcNow)
            : throw new InvalidOperationException($"{Code(index)} is no code.");
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Codes;

/// <summary>
/// Claimed codes in one JSON file, which is replaced by a rename once a second at most: a kill loses a second, and never the file. It holds
/// what proves whose a code is, so only its owner may read it where the system knows such a thing.
/// </summary>
/// <param name="path">The file. It need not be there.</param>
internal sealed class CodeFile(string path) : IConnectCodeStore
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ConnectCode, ConnectCodeClaim> _claims = [];

    /// <exception cref="CommandException">The file is no such file.</exception>
    public async Task<IReadOnlyList<ConnectCodeClaim>> LoadAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            await WriteAsync(cancellationToken); // so that a place where nothing can be written is told at the start
            return [];
        }

        try
        {
            await using var file = File.OpenRead(path);
            var lines =
                await JsonSerializer.DeserializeAsync(file, CodeFileJson.Default.IReadOnlyListCodeFileLine, cancellationToken) ?? [];
            foreach (var line in lines)
            {
                if (ConnectCode.TryParse(line.Code, out var code) && code.IsClaimed && line.Owner is { Length: > 0 } owner)
                {
                    _claims[code] = new ConnectCodeClaim(code, owner, line.LastUsed);
                }
            }

            return [.. _claims.Values];
        }
        catch (JsonException e)
        {
            throw CommandException.BadInput($"--data names {Quoted.Show(path)}, which is no file of codes: {e.Message}");
        }
    }

    public async Task SaveAsync(
        IReadOnlyList<ConnectCodeClaim> kept,
        IReadOnlyList<ConnectCode> gone,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var code in gone)
        {
            _claims.Remove(code);
        }

        foreach (var claim in kept)
        {
            _claims[claim.Code] = claim;
        }

        await WriteAsync(cancellationToken);
        await Task.Delay(Interval, cancellationToken);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var lines = _claims.Values.Select(static claim => new CodeFileLine(claim.Code.ToString(), claim.Owner, claim.LastUsed)).ToList();
        var beside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(beside, options))
        {
            await JsonSerializer.SerializeAsync(file, lines, CodeFileJson.Default.IReadOnlyListCodeFileLine, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}

/// <summary>A claim as the file has it.</summary>
internal sealed record CodeFileLine(string Code, string Owner, DateTimeOffset LastUsed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<CodeFileLine>))]
internal sealed partial class CodeFileJson : JsonSerializerContext;

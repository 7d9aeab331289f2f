using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>A code by which an opponent joins a host that forwards no port.</summary>
/// <remarks>
/// Two kinds, as clients write them. A session's: what a rendezvous server gave for one session, 6 to 16 letters, digits, <c>-</c> and
/// <c>_</c>. A claimed one, which stays its owner's: three or four letters, a parting character (<c>@ # - _</c>, written as <c>@</c>) and
/// a number from 1 to 999, such as <c>PIKA@555</c>; its case does not matter. What fits both is a claimed one.
/// </remarks>
public readonly record struct ConnectCode
{
    private const int MinSessionLength = 6;
    private const int MaxSessionLength = 16;

    private static readonly SearchValues<char> SessionLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private readonly string? _text;

    private ConnectCode(string text, bool isClaimed)
    {
        _text = text;
        IsClaimed = isClaimed;
    }

    /// <summary>Gets a value indicating whether it stays its owner's across sessions.</summary>
    public bool IsClaimed { get; }

    /// <summary>Reads a code, with or without white space around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">The code.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ConnectCode code)
    {
        var trimmed = text.AsSpan().Trim();
        if (TryReadClaimed(trimmed, out var claimed))
        {
            code = new ConnectCode(claimed, isClaimed: true);
            return true;
        }

        var isSession = trimmed.Length is >= MinSessionLength and <= MaxSessionLength && !trimmed.ContainsAnyExcept(SessionLetters);
        code = isSession ? new ConnectCode(trimmed.ToString(), isClaimed: false) : default;
        return isSession;
    }

    /// <summary>Writes it as clients show it; empty for no code.</summary>
    /// <returns>The code, a claimed one in capitals with <c>@</c>.</returns>
    public override string ToString() => _text ?? string.Empty;

    private static bool TryReadClaimed(ReadOnlySpan<char> text, out string claimed)
    {
        claimed = string.Empty;
        var parting = text.IndexOfAny("@#-_");
        if (parting < 0)
        {
            return false;
        }

        var prefix = text[..parting];
        var number = text[(parting + 1)..];
        if (!IsPrefix(prefix) || number.Length is < 1 or > 3 || number[0] == '0' || number.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        claimed = $"{prefix.ToString().ToUpperInvariant()}@{number}";
        return true;
    }

    /// <summary>Tells whether a text can stand before the number of a claimed code.</summary>
    internal static bool IsPrefix(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetter(letter))
            {
                return false;
            }
        }

        return text.Length is 3 or 4;
    }
}

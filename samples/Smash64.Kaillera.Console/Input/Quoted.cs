using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Shows what was typed in a message, in a form that is safe on a terminal.</summary>
internal static class Quoted
{
    private const int MaxLength = 60;

    public static string Show(string? text)
    {
        var clean = KailleraText.Clean(text);
        return clean.Length > MaxLength ? $"\"{clean[..MaxLength]}…\"" : $"\"{clean}\"";
    }
}

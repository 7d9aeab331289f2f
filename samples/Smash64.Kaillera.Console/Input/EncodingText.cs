using System.Globalization;
using System.Text;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Code pages as people type them: a number such as <c>1252</c>, or a name such as <c>windows-1251</c> or <c>utf-8</c>.</summary>
internal static class EncodingText
{
    public const string Choices = "1252|1251|949|936|932|utf-8";

    /// <exception cref="CommandException">There is no such code page, or none in which a name can be written.</exception>
    public static Encoding Read(string text)
    {
        if (Find(text) is not { } encoding)
        {
            throw CommandException.BadInput(
                "--encoding must be the number or the name of a code page, such as 1252, 1251, 949, 936, 932 or utf-8; "
                    + $"it is {Quoted.Show(text)}."
            );
        }

        // A NUL ends a name, and bytes of ASCII mark a list's fields.
        return encoding.GetBytes("A").AsSpan() is [(byte)'A']
            ? encoding
            : throw CommandException.BadInput(
                $"--encoding must write the letters of ASCII as single bytes, as Kaillera does; {Quoted.Show(text)} does not."
            );
    }

    private static Encoding? Find(string text)
    {
        var windows = CodePagesEncodingProvider.Instance;
        try
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return windows.GetEncoding(text) ?? Encoding.GetEncoding(text);
            }

            // 0 stands for what this computer happens to use.
            return number == 0 ? null : windows.GetEncoding(number) ?? Encoding.GetEncoding(number);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

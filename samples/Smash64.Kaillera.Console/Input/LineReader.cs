using System.Text;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Reads lines, however long they are, and keeps the beginning of each.</summary>
internal static class LineReader
{
    /// <summary>So many characters of a line are kept; no host and its comment have as many.</summary>
    public const int MaxLength = 1_024;

    /// <summary>Reads the lines one by one.</summary>
    /// <param name="reader">The text. Lines end as in <see cref="TextReader.ReadLine"/>.</param>
    public static IEnumerable<string> Read(TextReader reader)
    {
        var buffer = new char[4_096];
        var line = new StringBuilder(MaxLength);
        var (isOpen, isBehindReturn) = (false, false);
        int length;
        while ((length = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < length; i++)
            {
                var character = buffer[i];
                if (character is '\n' && isBehindReturn)
                {
                    isBehindReturn = false; // the other half of a line's end
                }
                else if (character is '\n' or '\r')
                {
                    isBehindReturn = character is '\r';
                    isOpen = false;
                    yield return line.ToString();
                    line.Clear();
                }
                else
                {
                    (isOpen, isBehindReturn) = (true, false);
                    _ = line.Length < MaxLength ? line.Append(character) : line;
                }
            }
        }

        if (isOpen)
        {
            yield return line.ToString();
        }
    }
}

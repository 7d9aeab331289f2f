using System.Net;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Reads the lines of a list of hosts.</summary>
internal static class ScanLine
{
    private const char CommentMark = '#';

    /// <summary>Takes the comment and the white space off a line.</summary>
    /// <returns>What is left, which may be nothing.</returns>
    public static string Strip(string line)
    {
        var comment = line.IndexOf(CommentMark, StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }

    /// <summary>Reads a host.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="text">The line without comment and white space; not empty.</param>
    /// <param name="port">The port where the line names none.</param>
    /// <param name="bad">What is wrong with the line, or <see langword="null"/>.</param>
    /// <returns>The host, or <see langword="null"/>.</returns>
    public static IPEndPoint? Read(int number, string text, int port, out BadLine? bad)
    {
        var address = AddressText.Read(text, portText: null);
        bad = address.IsValid ? null : new BadLine(number, text, address.Errors);
        if (!address.IsValid)
        {
            return null;
        }

        var namesPort = text.Contains(':', StringComparison.Ordinal);
        return new IPEndPoint(address.Address, namesPort ? address.Port.Value : port);
    }
}

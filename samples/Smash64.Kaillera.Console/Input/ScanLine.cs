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

    /// <summary>Reads a host: an address, a name, or an address that stands among other things.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="text">The line without comment and white space; not empty.</param>
    /// <param name="port">The port where the line names none.</param>
    public static ScanEntry Read(int number, string text, int port)
    {
        if (KailleraValidation.TryParseEndPoint(text, port, out var exact))
        {
            return new ScanEntry(exact); // nearly all lines
        }

        var address = AddressText.Read(text, portText: null);
        // One word without a dot is rather a heading than a name.
        if (
            HostNames.TryParseEndPoint(text, port, out var name)
            && (name.Host.Contains('.', StringComparison.Ordinal) || name.Host == "localhost")
        )
        {
            return KailleraValidation.IsValidPort(name.Port) && !KailleraValidation.IsIPv4(name.Host)
                ? new ScanEntry(null, name)
                : new ScanEntry(null, Bad: new BadLine(number, text, address.Errors));
        }

        return KailleraValidation.TryFindEndPoint(text, port, out var found)
            ? new ScanEntry(found)
            : new ScanEntry(null, Bad: new BadLine(number, text, address.Errors));
    }
}

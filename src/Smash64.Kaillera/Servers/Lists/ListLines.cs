using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>
/// The lines of a list, without a byte order mark and what ends them. LF is no part of a longer character in any code page that
/// players use, so lines are split before they are decoded.
/// </summary>
internal ref struct ListLines(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _rest = list.StartsWith(Encoding.UTF8.Preamble) ? list[Encoding.UTF8.Preamble.Length..] : list;
    private bool _isOver;

    /// <summary>Gets the number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var isRead = ListText.TryReadField(ref _rest, ref _isOver, (byte)'\n', out line);
        line = ListText.Trim(line);
        Number++;
        return isRead;
    }
}

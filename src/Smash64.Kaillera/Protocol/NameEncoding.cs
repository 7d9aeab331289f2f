using System.Text;
using System.Text.Unicode;

namespace Smash64.Kaillera.Protocol;

/// <summary>
/// Reads what is well-formed UTF-8 as UTF-8 and everything else as a Windows code page: players of both kinds exist, the
/// wire doesn't say which, and text of a code page that happens to be well-formed UTF-8 hardly occurs.
/// </summary>
/// <param name="windows">The code page for the rest, and for writing.</param>
internal sealed class Utf8OrWindowsEncoding(Encoding windows) : Encoding
{
    public override string WebName => windows.WebName;

    public override int GetByteCount(char[] chars, int index, int count) => windows.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        windows.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => windows.GetMaxByteCount(charCount);

    public override int GetCharCount(byte[] bytes, int index, int count) =>
        For(bytes.AsSpan(index, count)).GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        For(bytes.AsSpan(byteIndex, byteCount)).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    // UTF-8 never makes more characters than the bytes it reads; neither does a single-byte code page.
    public override int GetMaxCharCount(int byteCount) => Math.Max(UTF8.GetMaxCharCount(byteCount), windows.GetMaxCharCount(byteCount));

    private Encoding For(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? UTF8 : windows;
}

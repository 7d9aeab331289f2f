using System.Text;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>What a request wants, as far as a page needs it: its first line.</summary>
internal readonly record struct HttpRequestHead(HttpRequestKind Kind, string Path)
{
    /// <summary>The longest head that is read: 4 KiB.</summary>
    public const int MaxLength = 4_096;

    private static ReadOnlySpan<byte> AbsoluteForm => "http://"u8;

    /// <summary>Tells whether all of a head has come: an empty line ends it.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> received) => received.IndexOf("\r\n\r\n"u8) >= 0 || received.IndexOf("\n\n"u8) >= 0;

    /// <summary>Reads what has come. Nothing in it can make this throw.</summary>
    public static HttpRequestHead Read(ReadOnlySpan<byte> received)
    {
        if (!IsWhole(received))
        {
            return new(received.Length < MaxLength ? HttpRequestKind.Broken : HttpRequestKind.TooLong, string.Empty);
        }

        var line = received[..received.IndexOf((byte)'\n')].TrimEnd((byte)'\r');
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (
            first <= 0
            || last - first < 2
            || !line[(last + 1)..].StartsWith("HTTP/1."u8)
            || line.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        )
        {
            return new(HttpRequestKind.Broken, string.Empty);
        }

        var kind =
            line[..first].SequenceEqual("GET"u8) ? HttpRequestKind.Get
            : line[..first].SequenceEqual("HEAD"u8) ? HttpRequestKind.Head
            : HttpRequestKind.Other;
        return new(kind, Encoding.ASCII.GetString(PathOf(line[(first + 1)..last])));
    }

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> target)
    {
        if (target.StartsWith(AbsoluteForm))
        {
            target = target[AbsoluteForm.Length..];
            var slash = target.IndexOf((byte)'/');
            target = slash < 0 ? "/"u8 : target[slash..];
        }

        var query = target.IndexOf((byte)'?');
        return query < 0 ? target : target[..query];
    }
}

/// <summary>What kind of request it is.</summary>
internal enum HttpRequestKind
{
    Broken,
    TooLong,
    Get,
    Head,
    Other,
}

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What is said at the doorway of a Kaillera 0.86 server: plain ASCII, closed by a NUL.</summary>
/// <remarks>Source: public protocol notes, checked against recordings of EmuLinkerSF 93.2.</remarks>
internal static class KailleraDoorway
{
    /// <summary>The longest health check: 5 bytes.</summary>
    public const int MaxDatagramLength = 5;

    /// <summary>Gets the health check, which takes no place on the server and leaves no trace on it.</summary>
    public static ReadOnlySpan<byte> Ping => "PING\0"u8;

    /// <summary>Gets its answer. It carries no number: only the port that it comes to says which <see cref="Ping"/> it is for.</summary>
    public static ReadOnlySpan<byte> Pong => "PONG\0"u8;

    /// <summary>Gets the answer of a server that has no place left.</summary>
    public static ReadOnlySpan<byte> Full => "TOO\0"u8;

    /// <summary>Gets what stands before the version in a client's wish to log in.</summary>
    public static ReadOnlySpan<byte> Hello => "HELLO"u8;

    /// <summary>Gets what stands before the port in the answer to it.</summary>
    public static ReadOnlySpan<byte> Welcome => "HELLOD00D"u8;
}

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What is said at the doorway of a Kaillera 0.86 server: plain ASCII, closed by a NUL.</summary>
/// <remarks>Source: public protocol notes, checked against recordings of EmuLinkerSF 93.2.</remarks>
internal static class KailleraDoorway
{
    /// <summary>The longest datagram that we say there: 5 bytes.</summary>
    public const int MaxDatagramLength = 5;

    /// <summary>Gets the health check, which takes no place on the server and leaves no trace on it.</summary>
    public static ReadOnlySpan<byte> Ping => "PING\0"u8;

    /// <summary>Gets its answer. It carries no number: only the port that it comes to says which <see cref="Ping"/> it is for.</summary>
    public static ReadOnlySpan<byte> Pong => "PONG\0"u8;
}

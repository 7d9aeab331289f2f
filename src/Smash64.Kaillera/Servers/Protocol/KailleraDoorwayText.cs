using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>A datagram at the doorway of a Kaillera server, in both directions: plain ASCII, ended by a NUL.</summary>
/// <remarks>Source: public protocol notes, checked against recordings of EmuLinkerSF 93.2.</remarks>
internal readonly ref struct KailleraDoorwayText
{
    private const int MaxPortDigits = 5;

    // A version can't begin so: the text would be a Welcome.
    private static ReadOnlySpan<byte> AfterHelloInWelcome => KailleraDoorway.Welcome[KailleraDoorway.Hello.Length..];

    private KailleraDoorwayText(KailleraDoorwayTextKind kind) => Kind = kind;

    /// <summary>Gets the health check.</summary>
    public static KailleraDoorwayText Ping => new(KailleraDoorwayTextKind.Ping);

    /// <summary>Gets its answer.</summary>
    public static KailleraDoorwayText Pong => new(KailleraDoorwayTextKind.Pong);

    /// <summary>Gets the answer of a full server.</summary>
    public static KailleraDoorwayText Full => new(KailleraDoorwayTextKind.Full);

    /// <summary>Gets what it is.</summary>
    public KailleraDoorwayTextKind Kind { get; }

    /// <summary>Gets the version in a <see cref="KailleraDoorwayTextKind.Hello"/>, without the NUL; otherwise nothing.</summary>
    public ReadOnlySpan<byte> Version { get; private init; }

    /// <summary>Gets the port in a <see cref="KailleraDoorwayTextKind.Welcome"/>, 1 to 65535; otherwise 0.</summary>
    public int Port { get; private init; }

    /// <summary>Makes the text of a client that wants to log in.</summary>
    /// <param name="version">The version it speaks, such as <see cref="KailleraProtocol.DoorwayVersion"/>, without a NUL.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="version"/> holds a NUL, which would end it, or begins with <c>D00D</c>, which would make the text a server's.
    /// </exception>
    public static KailleraDoorwayText Hello(ReadOnlySpan<byte> version) =>
        version.Contains((byte)0) || version.StartsWith(AfterHelloInWelcome)
            ? throw new ArgumentException(
                $"A version holds no NUL and does not begin with D00D; this is {KailleraText.Clean(Encoding.Latin1.GetString(version))}.",
                nameof(version)
            )
            : new(KailleraDoorwayTextKind.Hello) { Version = version };

    /// <summary>Makes the answer to it.</summary>
    /// <param name="port">The port to log in at, 1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 1 to 65535.</exception>
    public static KailleraDoorwayText Welcome(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return new(KailleraDoorwayTextKind.Welcome) { Port = port };
    }

    /// <summary>Reads a datagram.</summary>
    /// <param name="datagram">The payload as it came.</param>
    /// <param name="text">What it says.</param>
    /// <returns>
    /// Whether it is one of the five texts, to the letter: servers take no others, and the port is written without zeros in front.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out KailleraDoorwayText text)
    {
        var (kind, port) =
            datagram.SequenceEqual(KailleraDoorway.Ping) ? (KailleraDoorwayTextKind.Ping, 0)
            : datagram.SequenceEqual(KailleraDoorway.Pong) ? (KailleraDoorwayTextKind.Pong, 0)
            : datagram.SequenceEqual(KailleraDoorway.Full) ? (KailleraDoorwayTextKind.Full, 0)
            : datagram.StartsWith(KailleraDoorway.Welcome) // begins like a HELLO, so it is looked for first
                ? ReadWelcome(datagram[KailleraDoorway.Welcome.Length..])
            : datagram.StartsWith(KailleraDoorway.Hello) && datagram.IndexOf((byte)0) == datagram.Length - 1
                ? (KailleraDoorwayTextKind.Hello, 0)
            : (KailleraDoorwayTextKind.Unknown, 0);
        var version = kind is KailleraDoorwayTextKind.Hello ? datagram[KailleraDoorway.Hello.Length..^1] : default;
        text = new(kind) { Version = version, Port = port };
        return kind is not KailleraDoorwayTextKind.Unknown;
    }

    /// <summary>Writes the datagram.</summary>
    /// <param name="datagram">Where to write.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException"><paramref name="datagram"/> is too small.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is nothing to write: this is <see cref="KailleraDoorwayTextKind.Unknown"/>.
    /// </exception>
    public int Write(Span<byte> datagram)
    {
        var writer = new KailleraBodyWriter(datagram);
        switch (Kind)
        {
            case KailleraDoorwayTextKind.Ping:
                writer.Bytes(KailleraDoorway.Ping);
                break;
            case KailleraDoorwayTextKind.Pong:
                writer.Bytes(KailleraDoorway.Pong);
                break;
            case KailleraDoorwayTextKind.Full:
                writer.Bytes(KailleraDoorway.Full);
                break;
            case KailleraDoorwayTextKind.Hello:
                writer.Bytes(KailleraDoorway.Hello);
                writer.Text(Version);
                break;
            case KailleraDoorwayTextKind.Welcome:
                Span<byte> digits = stackalloc byte[MaxPortDigits];
                System.Buffers.Text.Utf8Formatter.TryFormat(Port, digits, out var length);
                writer.Bytes(KailleraDoorway.Welcome);
                writer.Text(digits[..length]);
                break;
            default:
                throw new InvalidOperationException("An unknown text can't be written.");
        }

        return writer.Length;
    }

    private static (KailleraDoorwayTextKind Kind, int Port) ReadWelcome(ReadOnlySpan<byte> text)
    {
        if (text is not [not (byte)'0', .. { Length: < MaxPortDigits }, 0])
        {
            return default;
        }

        var port = 0;
        foreach (var digit in text[..^1])
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return default;
            }

            port = (port * 10) + (digit - '0');
        }

        return port is > 0 and <= IPEndPoint.MaxPort ? (KailleraDoorwayTextKind.Welcome, port) : default;
    }
}

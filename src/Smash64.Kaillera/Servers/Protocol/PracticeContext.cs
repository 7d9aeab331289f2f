using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What all parts of a practice server share: its settings, the time, and what is to be sent and told.</summary>
/// <param name="options">The settings, checked.</param>
internal sealed class PracticeContext(KailleraPracticeServerOptions options)
{
    // Bytes. Other code pages than 1252 write a character in up to four of them.
    private const int MaxNameLength = 127;
    private const int MaxLineLength = 1_024;

    private readonly Queue<(int LocalPort, IPEndPoint Destination, byte[] Datagram)> _outgoing = [];
    private readonly Queue<KailleraPracticeServerEvent> _events = [];
    private readonly Encoding _encoding = KailleraText.MakeTolerant(options.Encoding);

    public KailleraPracticeServerOptions Options { get; } = options;

    public TimeSpan Now { get; set; }

    public bool HasEvents => _events.Count > 0;

    /// <summary>Writes a line. Whatever the code page makes of it, it fits into a message beside a name.</summary>
    public byte[] EncodeLine(string text) => KailleraText.Encode(text, MaxLineLength, _encoding);

    /// <summary>Writes the name of a user, a game or an emulator, eight of which fit into a message.</summary>
    public byte[] EncodeName(string text) => KailleraText.Encode(text, MaxNameLength, _encoding);

    /// <summary>Reads a text as it came, with its control characters.</summary>
    public string Decode(ReadOnlySpan<byte> text) => _encoding.GetString(text);

    public void Send(int localPort, IPEndPoint destination, byte[] datagram) => _outgoing.Enqueue((localPort, destination, datagram));

    public bool TryTakeDatagram(out int localPort, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var found = _outgoing.TryDequeue(out var next);
        (localPort, destination, datagram) = (next.LocalPort, next.Destination, next.Datagram);
        return found;
    }

    public void Raise(KailleraPracticeServerEventKind kind, IPEndPoint endPoint) =>
        _events.Enqueue(new KailleraPracticeServerEvent(kind, new IPEndPoint(endPoint.Address, endPoint.Port)));

    public void Raise(KailleraPracticeServerEventKind kind, PracticeUser user, string? text = null, string? game = null) =>
        _events.Enqueue(user.Describe(kind) with { Text = text, Game = game });

    public void RaiseLeft(PracticeUser user, string text, bool timedOut = false, bool serverClosed = false) =>
        _events.Enqueue(
            user.Describe(KailleraPracticeServerEventKind.Left) with
            {
                Text = text,
                TimedOut = timedOut,
                ServerClosed = serverClosed,
            }
        );

    public bool TryTakeEvent([NotNullWhen(true)] out KailleraPracticeServerEvent? happened) => _events.TryDequeue(out happened);
}

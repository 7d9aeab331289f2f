using System.Collections.Concurrent;
using System.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>
/// A host of the first generation with names given as bytes, on the package's own host conversation. As a real one it never
/// frees itself, and a name that fills its field has no NUL behind it.
/// </summary>
internal sealed class ClassicHost : ITarget
{
    private readonly Lock _lock = new();
    private readonly P2PHostConversation _conversation;
    private readonly List<byte[]> _fullFields = [];
    private readonly ConcurrentQueue<P2PHostEvent> _events = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly UdpTarget _socket;

    public ClassicHost(string user = "HostPlayer", string game = "SMASHREMIX1.5.2", string app = "Project 64k 0.13 (01 Aug 2003)")
        : this(Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(game), Encoding.UTF8.GetBytes(app)) { }

    public ClassicHost(byte[] user, byte[] game, byte[] app)
    {
        // Latin-1 has one character for each byte, so the bytes get onto the wire as they are.
        _conversation = new P2PHostConversation(
            new P2PHostOptions
            {
                UserName = Encoding.Latin1.GetString(user),
                Game = Encoding.Latin1.GetString(game),
                ClientName = Encoding.Latin1.GetString(app),
                Encoding = Encoding.Latin1,
                Generation = P2PHostGeneration.First,
                SilentPeerTimeout = Timeout.InfiniteTimeSpan,
            }
        );
        KeepIfFull(user, P2PProtocol.UserNameSize);
        KeepIfFull(game, P2PProtocol.GameNameSize);
        _socket = new UdpTarget(Answer);
    }

    public int Port => _socket.Port;

    public IReadOnlyCollection<byte[]> Received => _socket.Received;

    /// <summary>Gets what happened so far, in order.</summary>
    public IReadOnlyCollection<P2PHostEvent> Events => _events;

    /// <summary>Gets a value indicating whether everybody who was let in has left.</summary>
    public bool IsFree => _events.Count(happened => happened.Kind == P2PHostEventKind.Request) == _events.Count(happened => happened.Kind == P2PHostEventKind.Left);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private List<(IPEndPoint To, byte[] Datagram)> Answer(byte[] datagram, IPEndPoint sender)
    {
        lock (_lock)
        {
            _conversation.Receive(datagram, sender, Stopwatch.GetElapsedTime(_start));
            while (_conversation.TryReadEvent(out var happened))
            {
                _events.Enqueue(happened);
            }

            var answers = new List<(IPEndPoint, byte[])>();
            while (_conversation.TryWrite(out var peer, out var answer))
            {
                answers.Add((peer, Fill(answer.ToArray())));
            }

            return answers;
        }
    }

    private void KeepIfFull(byte[] name, int size)
    {
        if (name.Length >= size)
        {
            _fullFields.Add(name[..size]);
        }
    }

    // The conversation writes a NUL at the end of each field; the recorded host did not.
    private byte[] Fill(byte[] datagram)
    {
        foreach (var field in _fullFields)
        {
            var at = datagram.AsSpan().IndexOf(field.AsSpan(0, field.Length - 1));
            if (at >= 0)
            {
                field.CopyTo(datagram, at);
            }
        }

        return datagram;
    }
}

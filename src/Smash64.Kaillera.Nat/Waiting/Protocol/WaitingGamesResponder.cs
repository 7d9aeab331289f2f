using System.Diagnostics.CodeAnalysis;
using System.Text;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>
/// Keeps the list of waiting games. Nobody is sent anything who has not just asked, and no answer is longer than three times its
/// question: the longest are 23 bytes for <c>WHATISMYIP</c>, and 8 that measure the ping of a host who has put himself into the list.
/// </summary>
/// <param name="localPort">The port it stands at.</param>
/// <param name="options">The limits.</param>
internal sealed class WaitingGamesResponder(int localPort, WaitingGamesOptions options) : IListeningProgram<object>
{
    private readonly WaitingBook _book = new(options.MaxGames, options.MaxGamesPerAddress);
    private readonly AddressLimit _questions = new(
        TimeSpan.FromSeconds(1),
        options.MaxQuestionsPerAddressPerSecond,
        options.MaxQuestionsPerSecond
    );

    private readonly Queue<(IPEndPoint To, ReadOnlyMemory<byte> Datagram)> _outgoing = [];

    public TimeSpan WakeUp => _book.NextTimeout;

    /// <summary>Gets who waits. The only member for other threads.</summary>
    public IReadOnlyList<WaitingGame> Games => _book.Games;

    /// <summary>Gets how many hosts are remembered.</summary>
    public int HostCount => _book.Count;

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (
            sender.Port == 0
            || !ServedAddress.IsServed(sender.Address, options.AllowPrivateAddresses)
            || !WaitingMessage.TryRead(datagram, out var message)
        )
        {
            return;
        }

        switch (message.Kind)
        {
            case WaitingMessageKind.KnockReply:
                _book.Answer(sender, now);
                break;
            case WaitingMessageKind.Enlist when IsHeard(sender, now) && message.ReadGame(sender) is { } game:
                Measure(_book.Enlist(sender, game, now), now);
                break;
            case WaitingMessageKind.Unenlist when IsHeard(sender, now):
                _book.Unenlist(sender);
                break;
            case WaitingMessageKind.WhatIsMyIp when _questions.TryTake(sender.Address, now):
                _outgoing.Enqueue((sender, Encoding.ASCII.GetBytes($"\0{sender}\0")));
                break;
            default:
                break;
        }
    }

    public void Advance(TimeSpan now) => _book.GiveUpSilent(now);

    public void Close() => _book.Close();

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (port, destination, datagram) = (localPort, next.To, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out object? happened)
    {
        happened = null;
        return false;
    }

    // A flood of forged questions must not silence those who are in the list.
    private bool IsHeard(IPEndPoint host, TimeSpan now) => _questions.TryTake(host.Address, now) || _book.IsKnown(host);

    // To where the host sends from, never to the port that he tells: that could be somebody else's.
    private void Measure(WaitingEntry host, TimeSpan now)
    {
        if (host.PingedAt is { } last && now - last < WaitingProtocol.PingInterval)
        {
            return;
        }

        (host.PingedAt, host.AwaitsAnswer) = (now, true);
        _outgoing.Enqueue((host.Host, WaitingProtocol.Knock));
    }
}

using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The doorway of a practice server: answers PING and HELLO, and nothing else.</summary>
internal sealed class PracticeDoorway(PracticeContext context, PracticeUsers users, int port)
{
    // From the fifth HELLO in a row an address is banned for two minutes (recorded from EmuLinkerSF).
    private const int BanningHello = 5;

    // So many bans are remembered at a time; the oldest makes room.
    private const int MostBans = 256;

    private static readonly TimeSpan BanTime = TimeSpan.FromMinutes(2);

    private readonly Queue<(IPAddress Address, TimeSpan Ends)> _bans = [];
    private IPAddress? _lastAddress;
    private int _hellosInARow;

    /// <summary>Takes a text that came to the doorway's port.</summary>
    public void Receive(KailleraDoorwayText text, IPEndPoint sender)
    {
        if (text.Kind is KailleraDoorwayTextKind.Ping)
        {
            Answer(KailleraDoorwayText.Pong, sender);
            context.Raise(KailleraPracticeServerEventKind.Ping, sender);
        }
        else if (
            text.Kind is KailleraDoorwayTextKind.Hello
            && text.Version.SequenceEqual(KailleraProtocol.DoorwayVersion)
            && !IsBanned(sender)
        )
        {
            Welcome(sender);
        }
    }

    private void Welcome(IPEndPoint sender)
    {
        // With one port for all, a HELLO that comes again is from somebody who holds a place already.
        var user = users.Find(port, sender);
        if (user is null && !users.AreFull)
        {
            user = users.Promise(sender);
            if (user is not null)
            {
                context.Raise(KailleraPracticeServerEventKind.Hello, user);
            }
        }

        if (user is null)
        {
            Answer(KailleraDoorwayText.Full, sender);
            context.Raise(KailleraPracticeServerEventKind.Full, sender);
        }
        else
        {
            Answer(KailleraDoorwayText.Welcome(user.Port), sender);
        }
    }

    private bool IsBanned(IPEndPoint sender)
    {
        if (!context.Options.BanRepeatedHellos)
        {
            return false;
        }

        while (_bans.TryPeek(out var oldest) && oldest.Ends <= context.Now)
        {
            _bans.Dequeue();
        }

        if (_bans.Any(ban => ban.Address.Equals(sender.Address)))
        {
            return true;
        }

        _hellosInARow = sender.Address.Equals(_lastAddress) ? _hellosInARow + 1 : 1;
        _lastAddress = sender.Address;
        if (_hellosInARow < BanningHello)
        {
            return false;
        }

        if (_bans.Count == MostBans)
        {
            _bans.Dequeue();
        }

        _bans.Enqueue((sender.Address, context.Now + BanTime));
        _hellosInARow = 0;
        return true;
    }

    private void Answer(KailleraDoorwayText text, IPEndPoint sender)
    {
        Span<byte> buffer = stackalloc byte[KailleraProtocol.MaxDatagramLength];
        context.Send(port, sender, buffer[..text.Write(buffer)].ToArray());
    }
}

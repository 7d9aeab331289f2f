using System.Net;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <content>What users say to the server.</content>
/// <remarks>
/// <para>Messages are taken in the order of their numbers, and those up to the latest one taken are passed over. A gap is
/// jumped: what was in it is lost, as EmuLinkerSF does it, since a client repeats its latest messages anyway. One that doesn't
/// would wait for ever for what it believes to have said.</para>
/// <para>One message that can't be read makes the server pass over the whole datagram, numbers and all: so the recorded server
/// did with a quit that was too short, and took the next one.</para>
/// </remarks>
internal sealed partial class KailleraServerConversation
{
    // Real clients say one or two new things at a time. More are worth no work.
    private const int MostNewMessages = 32;

    // EmuLinkerSF counts what follows in the datagram, so that only a quit which stands alone can be too short.
    private const int ShortestLoneQuit = 5;

    // EmuLinkerSF's limit for lines to everybody, in characters.
    private const int MaxLineLength = 150;

    private void Receive(KailleraDatagramReader reader, PracticeUser user, IPEndPoint sender)
    {
        var isHis = user.EndPoint is { } known ? known.Equals(sender) : user.Promised.Address.Equals(sender.Address);
        if (!isHis || !TryCountNews(reader, user, out var news, out var hasLogin) || (user.EndPoint is null && !hasLogin))
        {
            return;
        }

        // The doorway knows his address; behind a router the port can be another one here.
        user.EndPoint ??= new IPEndPoint(sender.Address, sender.Port);
        user.LastHeard = _context.Now;
        if (news == 0)
        {
            user.Outbox.Repeat();
            return;
        }

        user.Outbox.EndRepeats();
        for (var age = news - 1; age >= 0 && user.Stage is not PracticeUserStage.Gone; age--)
        {
            var message = MessageAt(reader, age);
            user.Take(message.Number);
            Take(message, user);
        }
    }

    /// <summary>Counts the messages that are new: they stand before the first old one.</summary>
    /// <returns>Whether all of them can be read.</returns>
    private static bool TryCountNews(KailleraDatagramReader reader, PracticeUser user, out int news, out bool hasLogin)
    {
        (news, hasLogin) = (0, false);
        while (reader.TryRead(out var message) && user.IsNews(message.Number))
        {
            if (++news > MostNewMessages || !IsWhole(message, isAlone: news == 1 && reader.Count == 0))
            {
                return false;
            }

            hasLogin |= message.Type is KailleraMessageType.Login;
        }

        return true;
    }

    private static KailleraMessage MessageAt(KailleraDatagramReader reader, int age)
    {
        reader.TryRead(out var message);
        for (; age > 0; age--)
        {
            reader.TryRead(out message);
        }

        return message;
    }

    private static bool IsWhole(KailleraMessage message, bool isAlone) =>
        message.Type switch
        {
            KailleraMessageType.Quit => KailleraNoticeMessage.TryRead(message, out _)
                && (!isAlone || message.Body.Length >= ShortestLoneQuit),
            KailleraMessageType.Login => KailleraLoginMessage.TryRead(message, out _),
            KailleraMessageType.ClientAck => KailleraAckMessage.TryRead(message, out _),
            KailleraMessageType.GlobalChat or KailleraMessageType.GameChat => KailleraTextMessage.TryRead(message, out _),
            KailleraMessageType.CreateGame => KailleraCreateGameMessage.TryRead(message, out _),
            KailleraMessageType.QuitGame => KailleraUserMessage.TryRead(message, out _),
            KailleraMessageType.JoinGame => KailleraJoinGameMessage.TryRead(message, out _),
            _ => message.IsKnown,
        };

    private void Take(KailleraMessage message, PracticeUser user)
    {
        switch (user.Stage)
        {
            case PracticeUserStage.Promised:
                if (KailleraLoginMessage.TryRead(message, out var login))
                {
                    _login.Begin(user, login);
                }

                break;
            case PracticeUserStage.LoggingIn:
                if (message.Type is KailleraMessageType.ClientAck)
                {
                    _login.Acknowledge(user);
                }
                else if (message.Type is KailleraMessageType.Quit)
                {
                    _login.Abandon(user);
                }

                break;
            default:
                TakeFromListed(message, user);
                break;
        }
    }

    // Keep-alives need no answer, and no game can be started: starts, input, drops and kicks are passed over.
    private void TakeFromListed(KailleraMessage message, PracticeUser user)
    {
        switch (message.Type)
        {
            case KailleraMessageType.Quit when KailleraNoticeMessage.TryRead(message, out var notice):
                _login.Quit(user, KailleraText.Clean(_context.Decode(notice.Text)));
                break;
            case KailleraMessageType.GlobalChat when KailleraTextMessage.TryRead(message, out var line):
                Chat(user, KailleraText.Clean(_context.Decode(line.Text)).Trim());
                break;
            case KailleraMessageType.GameChat when KailleraTextMessage.TryRead(message, out var gameLine):
                _games.Chat(user, gameLine);
                break;
            case KailleraMessageType.CreateGame when KailleraCreateGameMessage.TryRead(message, out var wish):
                _games.Create(user, wish);
                break;
            case KailleraMessageType.JoinGame when KailleraJoinGameMessage.TryRead(message, out var joinWish):
                _games.Join(user, joinWish);
                break;
            case KailleraMessageType.QuitGame:
                _games.Leave(user);
                break;
        }
    }

    private void Chat(PracticeUser user, string text)
    {
        var refusal =
            user.LastChat is { } last && _context.Now - last < _context.Options.ChatInterval ? "Flood Control"
            : text.Length > MaxLineLength ? "Message Too Long"
            : null;
        if (refusal is not null)
        {
            user.Outbox.Say(KailleraMessageType.Information, PracticeBodies.Information(_context, $"Chat Denied: {refusal}"));
        }
        else if (text.Length > 0)
        {
            user.LastChat = _context.Now;
            _context.Raise(KailleraPracticeServerEventKind.Chat, user, text);
            _users.TellListed(KailleraMessageType.GlobalChat, PracticeBodies.Chat(_context, user, text));
        }
    }
}

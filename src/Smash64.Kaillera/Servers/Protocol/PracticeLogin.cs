using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// How users of a practice server come and go: from the login message over four acknowledgements to the list, and off it.
/// </summary>
internal sealed class PracticeLogin(PracticeContext context, PracticeUsers users, PracticeGames games)
{
    // Between the messages to a newcomer, as recorded from EmuLinkerSF: 20 ms, and 100 ms behind each part of a split status.
    private static readonly TimeSpan WelcomePause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StatusPause = TimeSpan.FromMilliseconds(100);

    // EmuLinkerSF's limit for last words, in characters.
    private const int MaxLastWords = 100;
    private const string DefaultLastWords = "Normal Client Exit";
    private const string ClosedText = "Server closed";

    /// <summary>Takes the message with the names, and begins to measure the ping.</summary>
    public void Begin(PracticeUser user, KailleraLoginMessage login)
    {
        var name = context.Decode(login.User);
        user.Name = KailleraText.Clean(name);
        user.HasControlCharacters = name.Any(character => character < ' ');
        user.Emulator = KailleraText.Clean(context.Decode(login.Emulator));
        user.Lengths = (login.User.Length, login.Emulator.Length);
        user.Connection = login.Connection;
        user.LoginBegan = context.Now;
        user.Stage = PracticeUserStage.LoggingIn;
        user.Outbox.Say(KailleraMessageType.ServerAck, PracticeBodies.Ack());
    }

    /// <summary>Takes an acknowledgement. The fourth one ends the measuring: the user is refused, or listed.</summary>
    public void Acknowledge(PracticeUser user)
    {
        if (++user.Acks < KailleraProtocol.LoginAcks)
        {
            user.Outbox.Say(KailleraMessageType.ServerAck, PracticeBodies.Ack());
            return;
        }

        user.Ping = (int)((context.Now - user.LoginBegan.GetValueOrDefault()).TotalMilliseconds / KailleraProtocol.LoginAcks);
        if (FindRefusal(user) is { } refusal)
        {
            user.Outbox.Say(KailleraMessageType.Rejected, PracticeBodies.Rejected(context, user, refusal));
            context.Raise(KailleraPracticeServerEventKind.Rejected, user, refusal);
            users.Remove(user);
        }
        else
        {
            Complete(user);
        }
    }

    /// <summary>Tells a newcomer the next of what he reads first; then everybody hears that he has come.</summary>
    public void Welcome(PracticeUser user)
    {
        var lines = context.Options.Announcements;
        if (user.Welcomes < lines.Count)
        {
            user.Outbox.Say(KailleraMessageType.Information, PracticeBodies.Information(context, lines[user.Welcomes]));
        }
        else if (user.Welcomes == lines.Count)
        {
            users.TellListed(KailleraMessageType.UserJoined, PracticeBodies.Joined(context, user));
        }
        else if (context.Options.ArrivalAnnouncement is { } line)
        {
            users.TellListed(KailleraMessageType.Information, PracticeBodies.Information(context, line));
        }

        user.NextWelcome = user.Welcomes > lines.Count ? TimeSpan.MaxValue : user.NextWelcome + WelcomePause;
        user.Welcomes++;
    }

    /// <summary>Lets a user go, and tells everybody. His place is free.</summary>
    public void Quit(PracticeUser user, string lastWords, bool timedOut = false)
    {
        var text = lastWords.Trim();
        text = text.Length is 0 or > MaxLastWords ? DefaultLastWords : text;
        users.Remove(user);
        games.Leave(user);
        var body = PracticeBodies.Quit(context, user, text);
        users.TellListed(KailleraMessageType.Quit, body);
        user.Outbox.Say(KailleraMessageType.Quit, body);
        context.RaiseLeft(user, text, timedOut);
    }

    /// <summary>Frees the place of somebody who has not logged in. Nobody is told.</summary>
    public void Abandon(PracticeUser user)
    {
        context.Raise(KailleraPracticeServerEventKind.Abandoned, user);
        users.Remove(user);
    }

    /// <summary>Sends everybody away.</summary>
    public void CloseAll()
    {
        foreach (var user in users.All)
        {
            if (user.Stage is PracticeUserStage.LoggedIn)
            {
                user.Outbox.Say(KailleraMessageType.Quit, PracticeBodies.Quit(context, user, ClosedText));
                context.RaiseLeft(user, ClosedText, serverClosed: true);
            }

            users.Remove(user);
        }
    }

    private void Complete(PracticeUser user)
    {
        var others = users.Listed;
        foreach (var namesake in others.Where(other => other.Name == user.Name))
        {
            Quit(namesake, "Reconnected");
        }

        var status = new PracticeStatus(context);
        foreach (var other in users.AsListed)
        {
            status.Add(other);
        }

        foreach (var game in games.Listed)
        {
            status.Add(game);
        }

        user.Stage = PracticeUserStage.LoggedIn;
        user.NextWelcome = context.Now + WelcomePause;
        var bodies = status.Finish();
        for (var i = 0; i < bodies.Count; i++)
        {
            user.Outbox.Say(KailleraMessageType.ServerStatus, bodies[i], i < bodies.Count - 1 ? StatusPause : TimeSpan.Zero);
        }

        context.Raise(KailleraPracticeServerEventKind.Joined, user);
    }

    /// <summary>Says why a user is not let in, in EmuLinkerSF's words and in its order.</summary>
    private string? FindRefusal(PracticeUser user)
    {
        if (context.Options.MaxPing is { } maxPing && user.Ping > maxPing.TotalMilliseconds)
        {
            return FormattableString.Invariant($"Ping Too High: {user.Ping} > {(int)maxPing.TotalMilliseconds}");
        }

        return string.IsNullOrWhiteSpace(user.Name) ? "Empty UserName!"
            : user.Name == "Server" || user.Name.Contains('|', StringComparison.Ordinal) ? "Illegal characters in User Name"
            : user.Lengths.Name > KailleraProtocol.MaxUserNameLength ? "User Name Too Long"
            : user.Lengths.Emulator > KailleraProtocol.MaxEmulatorNameLength ? "Emulator Name Too Long"
            : user.Emulator.Contains('|', StringComparison.Ordinal) ? "Illegal characters in Emulator Name"
            : user.HasControlCharacters ? "Illegal characters in User Name"
            : FindNamesake(user) is { } namesake ? $"Duplicating names is not allowed: {namesake}"
            : null;
    }

    // The same user who comes again is let in, and thrown out where he was.
    private string? FindNamesake(PracticeUser user) =>
        users
            .Pretended.Select(other => (other.Name, IsHimself: false))
            .Concat(
                users.Listed.Select(other =>
                    (other.Name, IsHimself: other.Name == user.Name && other.Promised.Address.Equals(user.Promised.Address))
                )
            )
            .FirstOrDefault(other =>
                !other.IsHimself && string.Equals(other.Name.Trim(), user.Name.Trim(), StringComparison.OrdinalIgnoreCase)
            )
            .Name;
}

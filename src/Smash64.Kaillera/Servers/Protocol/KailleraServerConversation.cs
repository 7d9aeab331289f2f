using System.Diagnostics.CodeAnalysis;
using System.Net;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// A Kaillera server's side of the protocol: doorway, logins, chat, games in their lobby. It owns no socket and no clock: feed
/// it what arrives, and send what it writes.
/// </summary>
/// <remarks>
/// <para>Times are spans since the server's start and never go back. Call <see cref="Advance"/> at <see cref="WakeUp"/>, and
/// after every call empty <see cref="TryWrite"/> and <see cref="TryReadEvent"/>. Not safe for calls from several threads
/// at a time.</para>
/// <para>It answers the recorded clients of EmuLinkerSF 93.2 as that server did. Internal, unlike the P2P host's: it needs
/// somebody who opens ports for it, and <see cref="KailleraPracticeServer"/> is all that embedders need of that.</para>
/// </remarks>
internal sealed partial class KailleraServerConversation : IListeningProgram<KailleraPracticeServerEvent>
{
    private readonly PracticeContext _context;
    private readonly PracticeUsers _users;
    private readonly PracticeGames _games;
    private readonly PracticeLogin _login;
    private readonly PracticeDoorway _doorway;
    private readonly int _doorwayPort;

    /// <summary>Initializes a server on which nobody is.</summary>
    /// <param name="options">Its settings. They are copied.</param>
    /// <param name="doorwayPort">The port of its doorway, as clients see it.</param>
    /// <param name="ports">Where users' own ports come from; not asked when all share the doorway's.</param>
    /// <param name="firstUserId">The number of the first user.</param>
    /// <param name="firstGameId">The number of the first game.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public KailleraServerConversation(
        KailleraPracticeServerOptions options,
        int doorwayPort,
        IPracticePorts ports,
        ushort firstUserId = 1,
        uint firstGameId = 1
    )
    {
        _doorwayPort = doorwayPort;
        _context = new PracticeContext(options.Checked());
        _users = new PracticeUsers(_context, ports, doorwayPort, firstUserId);
        _games = new PracticeGames(_context, _users, firstGameId);
        _login = new PracticeLogin(_context, _users, _games);
        _doorway = new PracticeDoorway(_context, _users, doorwayPort);
    }

    /// <summary>Gets who is listed: pretended users, and everybody from his fourth acknowledgement until he leaves.</summary>
    public IReadOnlyList<KailleraPracticeUser> Users => _users.AsListed;

    /// <summary>Gets which games are listed.</summary>
    public IReadOnlyList<KailleraPracticeGame> Games => _games.Listed;

    /// <summary>Gets how many places are taken, including those that are only held.</summary>
    public int Places => _users.All.Count;

    /// <summary>Gets the time at which <see cref="Advance"/> wants to be called next.</summary>
    /// <value><see cref="TimeSpan.MaxValue"/> when nothing is due.</value>
    public TimeSpan WakeUp => _users.All.Select(NextDue).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    /// <summary>Takes a datagram. No byte in it can make this throw.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="sender">The address it came from.</param>
    /// <param name="localPort">The port it came to: the doorway's, or a user's.</param>
    /// <param name="now">The time it came.</param>
    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        Advance(now);
        if (localPort == _doorwayPort && KailleraDoorwayText.TryRead(datagram, out var text))
        {
            _doorway.Receive(text, sender);
        }
        else if (_users.Find(localPort, sender) is { } user && KailleraDatagramReader.TryCreate(datagram, out var reader))
        {
            Receive(reader, user, sender);
        }
    }

    /// <summary>Does what is due: newcomers read on, and who fell silent loses his place.</summary>
    /// <param name="now">The time.</param>
    public void Advance(TimeSpan now)
    {
        for (var due = WakeUp; due <= now; due = WakeUp)
        {
            _context.Now = due;
            foreach (var user in _users.All)
            {
                if (user.Stage is not PracticeUserStage.Gone && NextDue(user) <= due)
                {
                    DoNext(user);
                }
            }
        }

        _context.Now = now;
    }

    /// <summary>Takes the next datagram to send.</summary>
    /// <param name="localPort">The port to send it from.</param>
    /// <param name="destination">Where to send it.</param>
    /// <param name="datagram">The payload.</param>
    /// <returns>Whether there was one. If not, the ports of those who are gone have been closed.</returns>
    public bool TryWrite(out int localPort, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        if (_context.TryTakeDatagram(out localPort, out destination, out datagram))
        {
            return true;
        }

        _users.ClosePorts();
        return false;
    }

    /// <summary>Gets whether <see cref="TryReadEvent"/> has something to tell.</summary>
    public bool HasEvents => _context.HasEvents;

    /// <summary>Takes the next event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadEvent([NotNullWhen(true)] out KailleraPracticeServerEvent? happened) => _context.TryTakeEvent(out happened);

    /// <summary>Sends everybody away.</summary>
    public void Close() => _login.CloseAll();

    private void DoNext(PracticeUser user)
    {
        if (Deadline(user) <= _context.Now)
        {
            if (user.Stage is PracticeUserStage.LoggedIn)
            {
                _login.Quit(user, "Ping Timeout", timedOut: true);
            }
            else
            {
                _login.Abandon(user);
            }
        }
        else if (user.NextWelcome <= _context.Now)
        {
            _login.Welcome(user);
        }
        else
        {
            user.Outbox.Advance();
        }
    }

    private TimeSpan NextDue(PracticeUser user)
    {
        var due = user.NextWelcome < user.Outbox.WakeUp ? user.NextWelcome : user.Outbox.WakeUp;
        var deadline = Deadline(user);
        return due < deadline ? due : deadline;
    }

    private TimeSpan Deadline(PracticeUser user)
    {
        if (user.Stage is not PracticeUserStage.LoggedIn)
        {
            return user.Since + _context.Options.LoginTimeout;
        }

        var patience = _context.Options.SilentUserTimeout;
        return patience == Timeout.InfiniteTimeSpan || patience > TimeSpan.MaxValue - user.LastHeard
            ? TimeSpan.MaxValue
            : user.LastHeard + patience;
    }
}

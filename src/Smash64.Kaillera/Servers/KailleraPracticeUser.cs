using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>A user on a <see cref="KailleraPracticeServer"/>: one who logged in, or one the server pretends to have.</summary>
/// <param name="Name">His name.</param>
public sealed record KailleraPracticeUser(string Name)
{
    /// <summary>Gets his number on the server.</summary>
    /// <value>1 to 65534. Of no meaning in the options: the server gives the numbers.</value>
    public int Id { get; init; }

    /// <summary>Gets the name of his emulator. A server's lists of users don't show it.</summary>
    public string Emulator { get; init; } = string.Empty;

    /// <summary>Gets the ping that was measured while he logged in.</summary>
    /// <value>Whole milliseconds, at most one minute when pretended.</value>
    public TimeSpan Ping { get; init; }

    /// <summary>Gets the connection he says he has.</summary>
    /// <value>The default is <see cref="KailleraConnection.Lan"/>.</value>
    public KailleraConnection Connection { get; init; } = KailleraConnection.Lan;

    /// <summary>Gets what he does.</summary>
    /// <value>The default is <see cref="KailleraUserStatus.Idle"/>, which everybody is who logged in: no game runs here.</value>
    public KailleraUserStatus Status { get; init; } = KailleraUserStatus.Idle;

    /// <summary>Gets the address his datagrams come from, or <see langword="null"/> when he is only pretended.</summary>
    public IPEndPoint? EndPoint { get; init; }
}

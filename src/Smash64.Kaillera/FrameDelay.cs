using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera;

/// <summary>How late a game plays what a player presses, in frames of 1/60 s: what players ask for when they ask for the ping.</summary>
/// <remarks>
/// Kaillera and n02 hide the line's delay by playing each input some frames late. The formulas are those of the programs, read from
/// their source: n02's for games between players, EmuLinkerSF's for servers. Other servers differ, so call it an estimate.
/// </remarks>
public static class FrameDelay
{
    private const int FramesPerSecond = 60;
    private const int MillisecondsPerSecond = 1_000;

    /// <summary>Gets the delay of a game between two players.</summary>
    /// <param name="ping">
    /// The round-trip time between them, zero or more; parts of a millisecond don't count. Up to 33 ms are one frame, up to 67 two,
    /// up to 99 three, up to 133 four.
    /// </param>
    /// <returns>Frames of 1/60 s, one or more. Games with 30 frames a second and half the delay play half of it late, rounded up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ping"/> is negative, or longer than a minute.</exception>
    public static int ForP2P(TimeSpan ping)
    {
        var oneWay = Milliseconds(ping) / 2;
        return 1 + (oneWay * FramesPerSecond / MillisecondsPerSecond);
    }

    /// <summary>Gets the delay of a game on a Kaillera server.</summary>
    /// <param name="ping">The round-trip time to the server, zero or more; parts of a millisecond don't count.</param>
    /// <param name="connection">
    /// The connection that the player says he has: it decides how many frames one datagram holds. On
    /// <see cref="KailleraConnection.Lan"/> up to 16 ms are one frame, up to 33 two, up to 49 three.
    /// </param>
    /// <returns>Frames of 1/60 s, one or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="ping"/> is negative or longer than a minute, or <paramref name="connection"/> is none of the six.
    /// </exception>
    public static int ForServer(TimeSpan ping, KailleraConnection connection)
    {
        if (connection is < KailleraConnection.Lan or > KailleraConnection.Bad)
        {
            throw new ArgumentOutOfRangeException(nameof(connection), connection, "The connection must be Lan to Bad.");
        }

        var frames = (int)connection;
        var delay = (FramesPerSecond * Milliseconds(ping) / (MillisecondsPerSecond * frames)) + 1;
        return ((delay + 1) * frames) - 1;
    }

    private static int Milliseconds(TimeSpan ping) =>
        ping >= TimeSpan.Zero && ping <= TimeSpan.FromMinutes(1)
            ? (int)ping.TotalMilliseconds
            : throw new ArgumentOutOfRangeException(nameof(ping), ping, "The ping must be zero or more, and at most a minute.");
}

using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// Which of a listed user's two bytes is his connection: servers differ, and nothing in the message says so but the values. A
/// status is 0 to 2, a connection 1 to 6, so a user who plays or whose connection is worse than excellent tells.
/// </summary>
/// <param name="Evidence">
/// How many more users tell that the connection stands before the user's number; negative when more tell that it stands behind.
/// </param>
internal readonly record struct KailleraStatusOrder(int Evidence)
{
    private const byte MaxStatus = 2;

    /// <summary>Gets a value indicating whether the connection stands before the user's number. EmuLinkerSF has it behind.</summary>
    public bool IsConnectionFirst => Evidence > 0;

    /// <summary>Sums up what the users of a status tell; those who fit both orders, or neither, tell nothing.</summary>
    public static KailleraStatusOrder Deduce(in KailleraStatusMessage status)
    {
        var evidence = 0;
        var users = status.Users;
        while (KailleraStatusUser.TryRead(ref users, out var user))
        {
            var fitsBehind = IsStatus(user.BeforeId) && IsConnection(user.BehindId);
            var fitsBefore = IsConnection(user.BeforeId) && IsStatus(user.BehindId);
            evidence += (fitsBefore ? 1 : 0) - (fitsBehind ? 1 : 0);
        }

        return new(evidence);
    }

    /// <summary>Takes two parts of a long status together.</summary>
    public static KailleraStatusOrder operator +(KailleraStatusOrder one, KailleraStatusOrder other) => new(one.Evidence + other.Evidence);

    /// <summary>Picks the byte that says what the user does.</summary>
    public byte StatusOf(in KailleraStatusUser user) => IsConnectionFirst ? user.BehindId : user.BeforeId;

    /// <summary>Picks the byte that says what connection he has. It may be a value the enumeration has no name for.</summary>
    public KailleraConnection ConnectionOf(in KailleraStatusUser user) =>
        (KailleraConnection)(IsConnectionFirst ? user.BeforeId : user.BehindId);

    private static bool IsStatus(byte value) => value <= MaxStatus;

    private static bool IsConnection(byte value) => value is >= (byte)KailleraConnection.Lan and <= (byte)KailleraConnection.Bad;
}

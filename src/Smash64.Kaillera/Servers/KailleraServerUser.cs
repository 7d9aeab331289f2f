namespace Smash64.Kaillera.Servers;

/// <summary>A user on a Kaillera server.</summary>
/// <param name="Name">His name, decoded, with U+FFFD for what can't be decoded or would steer a terminal.</param>
/// <param name="Id">The number that the server gave him, 0 to 65,535.</param>
/// <remarks>His name is a stranger's text: escape it before a page shows it.</remarks>
public sealed record KailleraServerUser(string Name, int Id)
{
    /// <summary>Gets the name as it came, in the server's code page.</summary>
    public ReadOnlyMemory<byte> NameBytes { get; init; }

    /// <summary>Gets the ping that the server measured when he came.</summary>
    public TimeSpan Ping { get; init; }

    /// <summary>Gets what he does.</summary>
    public KailleraUserStatus Status { get; init; }

    /// <summary>Gets the connection that he says he has.</summary>
    public KailleraConnection Connection { get; init; }
}

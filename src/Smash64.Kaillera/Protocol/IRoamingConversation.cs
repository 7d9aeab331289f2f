namespace Smash64.Kaillera.Protocol;

/// <summary>A conversation whose other side moves to another port of the same machine, as Kaillera servers do for a login.</summary>
internal interface IRoamingConversation : IDatagramConversation
{
    /// <summary>Gets the other side's port, from which alone datagrams are to be taken now. Every call may change it.</summary>
    int RemotePort { get; }
}

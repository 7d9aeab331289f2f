namespace Smash64.Kaillera.Protocol;

/// <summary>
/// A conversation that a caller waits for, and that goes on behind his answer where the other side has to be left as it was found.
/// </summary>
internal interface IVisitConversation : IDatagramConversation
{
    /// <summary>Gets a value indicating whether all that the caller waits for is known. What follows is leaving.</summary>
    bool IsDecided { get; }

    /// <summary>Gets a value indicating whether the other side has given something that is still to be given back: a seat.</summary>
    bool IsSeated { get; }

    /// <summary>Gets for how long nobody else of this process may talk to the other side afterwards.</summary>
    TimeSpan Pause { get; }

    /// <summary>Gets how many datagrams were written.</summary>
    int DatagramsSent { get; }

    /// <summary>Gets how many datagrams were received.</summary>
    int DatagramsReceived { get; }
}

namespace Smash64.Kaillera.Protocol;

/// <summary>A conversation that can begin anew, with another side: thousands of them, one after the other, cost one object.</summary>
internal interface IPooledConversation : IDatagramConversation
{
    /// <summary>
    /// Gets a value indicating whether the other side has given something that is still to be given back, such as a seat:
    /// who stops waits for that.
    /// </summary>
    bool IsSeated { get; }

    /// <summary>Forgets everything but the settings: the conversation has not begun yet.</summary>
    void Reset();
}

using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>A place for one conversation of a bulk call. Places are used again and again, with the conversations in them.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="ready">Where the place queues up when its turn at an address comes.</param>
internal sealed class BulkSlot<TConversation>(TConversation conversation, BulkReadyQueue<TConversation> ready)
    : TimerWheel<BulkSlot<TConversation>>.Entry,
        ITurnWaiter
    where TConversation : IPooledConversation
{
    /// <summary>No question is outstanding.</summary>
    public const long NoMark = -1;

    private const int Idle = 0;
    private const int Waiting = 1;

    private int _state;

    public TConversation Conversation { get; } = conversation;

    public IPEndPoint EndPoint { get; private set; } = null!;

    public RemoteAddress Remote { get; private set; }

    /// <summary>Gets a value indicating whether the rate is for this conversation.</summary>
    public bool IsPaced { get; private set; }

    /// <summary>Gets a value indicating whether the conversation has begun: before that, the place waits for its turn.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Gets when the conversation began.</summary>
    public TimeSpan Start { get; private set; }

    /// <summary>Gets or sets the latest time the conversation was told, since it began: its times never go back.</summary>
    public TimeSpan Told { get; set; }

    /// <summary>Gets or sets how many datagrams were written.</summary>
    public int Sent { get; set; }

    /// <summary>Gets or sets how many of them this machine could not send.</summary>
    public int Failed { get; set; }

    /// <summary>Gets or sets why not.</summary>
    public SocketError Failure { get; set; }

    /// <summary>Gets or sets when the last one was written.</summary>
    public TimeSpan LastSent { get; set; }

    /// <summary>Gets or sets the mark of the question that is outstanding.</summary>
    public long Mark { get; set; } = NoMark;

    /// <summary>Gets or sets the place's index among those that are taken.</summary>
    public int Index { get; set; }

    /// <summary>Takes the place for somebody.</summary>
    public void Take(in BulkTarget target)
    {
        (EndPoint, Remote, IsPaced) = target;
        Volatile.Write(ref _state, Waiting);
    }

    /// <summary>Begins the conversation: the turn is there.</summary>
    public void Begin(TimeSpan now)
    {
        Conversation.Reset();
        HasBegun = true;
        Start = now;
        Told = TimeSpan.Zero;
        Sent = 0;
        Failed = 0;
        Mark = NoMark;
    }

    /// <summary>Gives the place back.</summary>
    public void Release()
    {
        EndPoint = null!;
        HasBegun = false;
    }

    /// <inheritdoc/>
    public bool TryTakeTurn()
    {
        var isTaken = TryLeaveQueue();
        if (isTaken)
        {
            ready.Enqueue(this);
        }

        return isTaken;
    }

    /// <summary>Gives up waiting for the turn.</summary>
    /// <returns>Whether that was in time: otherwise the place is in the queue of those whose turn it is.</returns>
    public bool TryLeaveQueue() => Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting;
}

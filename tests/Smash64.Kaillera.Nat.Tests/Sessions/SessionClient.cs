using Smash64.Kaillera.Nat.Sessions;
using Smash64.Kaillera.Nat.Tests.Paths;

namespace Smash64.Kaillera.Nat.Tests.Sessions;

/// <summary>A session of ours in the place of a model client.</summary>
internal sealed class SessionClient<TEvent>(ISessionConversation<TEvent> session) : IModelClient
    where TEvent : class
{
    public List<TEvent> Events { get; } = [];

    public TimeSpan WakeUp => session.WakeUp;

    public IEnumerable<(IPEndPoint To, byte[] Datagram)> Advance(TimeSpan now)
    {
        session.Advance(now);
        while (session.TryReadEvent(out var happened))
        {
            Events.Add(happened);
        }

        while (session.TryWrite(out var to, out var datagram))
        {
            yield return (to, datagram.ToArray());
        }
    }

    public bool Receive(byte[] datagram, IPEndPoint sender, TimeSpan now) => session.TryReceive(datagram, sender, now);
}

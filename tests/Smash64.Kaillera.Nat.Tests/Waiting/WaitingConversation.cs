using Smash64.Kaillera.Nat.Waiting;
using Smash64.Kaillera.Nat.Waiting.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>A list of waiting games without a network, and those who talk to it.</summary>
public abstract class WaitingConversation
{
    private protected static readonly IPEndPoint Host = IPEndPoint.Parse("100.200.0.2:27886");
    private protected static readonly IPEndPoint Other = IPEndPoint.Parse("100.202.0.4:40000");

    private readonly Lazy<WaitingGamesResponder> _list;

    protected WaitingConversation() => _list = new(() => new WaitingGamesResponder(27887, Options));

    /// <summary>Gets the settings, to be changed before the first datagram.</summary>
    private protected WaitingGamesOptions Options { get; } = new();

    private protected WaitingGamesResponder List => _list.Value;

    private protected IReadOnlyList<WaitingGame> Games => List.Games;

    private protected TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    private protected void Send(IPEndPoint sender, string text) => Receive(sender, Encoding.UTF8.GetBytes($"\0{text}\0"));

    private protected void Reply(IPEndPoint sender) => Send(sender, "xxxxxxxxxx");

    private protected void Receive(IPEndPoint sender, byte[] datagram) => List.Receive(datagram, sender, 27887, Now);

    private protected (IPEndPoint To, string Text)? Read()
    {
        if (!List.TryWrite(out var port, out var to, out var datagram))
        {
            return null;
        }

        port.Should().Be(27887);
        return (to, Encoding.ASCII.GetString(datagram.Span));
    }

    private protected void ReadAll()
    {
        while (List.TryWrite(out _, out _, out _))
        {
            // Nobody listens.
        }
    }

    private protected void Advance(TimeSpan by)
    {
        Now += by;
        List.Advance(Now);
    }
}

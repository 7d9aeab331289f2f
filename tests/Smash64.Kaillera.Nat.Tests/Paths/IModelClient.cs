namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>What a player's program sends and hears at its game's socket beside the game, with a real client's timing.</summary>
internal interface IModelClient
{
    TimeSpan WakeUp { get; }

    IEnumerable<(IPEndPoint To, byte[] Datagram)> Advance(TimeSpan now);

    /// <returns>Whether the game must not see it.</returns>
    bool Receive(byte[] datagram, IPEndPoint sender, TimeSpan now);
}

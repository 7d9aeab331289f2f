namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>What stands at a server's address: a program that may listen on several ports.</summary>
internal interface ISimulatedServer
{
    /// <summary>Gets when <see cref="Advance"/> wants to be called whatever arrives.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Does what is due.</summary>
    void Advance(TimeSpan now);

    /// <summary>Takes a datagram; <see langword="false"/> when nothing listens there, so that the machine says port unreachable.</summary>
    bool Receive(byte[] datagram, int port, TimeSpan now);

    /// <summary>Takes the next datagram for the visitor.</summary>
    bool TryAnswer(out int port, out byte[] datagram);
}

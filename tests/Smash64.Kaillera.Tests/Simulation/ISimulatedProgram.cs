namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>What stands at the asked address.</summary>
internal interface ISimulatedProgram
{
    /// <summary>Gets when <see cref="TryAnswer"/> wants to be called whatever arrives.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Takes a datagram; <see langword="false"/> when nothing listens, so that the machine says port unreachable.</summary>
    bool Receive(byte[] datagram, TimeSpan now);

    /// <summary>Takes the next datagram for the probe.</summary>
    bool TryAnswer(TimeSpan now, out byte[] datagram);
}

namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>What stands at the address.</summary>
internal enum VisitTarget
{
    BusyServer,
    EmptyServer,
    FullServer,
    RejectingServer,
    OtherVersion,
    BlockedLoginPort,
    RefusingFirewall,
    SilentPort,
    ClosedPort,
    OtherProgram,
}

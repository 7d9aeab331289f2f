namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>One meeting of the campaign: who asks whom, how, over which lines.</summary>
internal sealed record Scenario(int Seed, Target Target, P2PHostGeneration Generation, P2PProbeMode Mode, double Loss, bool Greets = false, bool SharesEmulator = false, int MaxBytes = 0)
{
    private static readonly string[] Greeting = ["Your P2P works.", "Share your address only with people you trust.", "Good games!"];

    /// <summary>Gets the verdicts that are right. A host of the first generation can't be told from a silent one where it says nothing to strangers.</summary>
    public IReadOnlyList<P2PProbeStatus> Right =>
        (Target, Generation, Mode) switch
        {
            (Target.ClosedPort, _, _) => [P2PProbeStatus.PortClosed],
            (Target.SilentPort, _, _) => [P2PProbeStatus.NoResponse],
            (Target.KailleraServer, _, P2PProbeMode.Knock) => [P2PProbeStatus.NoResponse],
            (Target.KailleraServer, _, _) => [P2PProbeStatus.NotAP2PHost],
            (Target.IdleHost, P2PHostGeneration.First, P2PProbeMode.Knock) => [P2PProbeStatus.NoResponse],
            (Target.IdleHost, _, _) => [P2PProbeStatus.Responding],
            (Target.HostWithPeer, P2PHostGeneration.First, _) => [P2PProbeStatus.NoResponse],
            (Target.HostWithPeer, _, P2PProbeMode.Knock) => [P2PProbeStatus.Responding],
            (Target.HostWithPeer, P2PHostGeneration.Second, P2PProbeMode.Quiet) => [P2PProbeStatus.Responding, P2PProbeStatus.Busy],
            (Target.HostWithPeer, P2PHostGeneration.Second, _) => [P2PProbeStatus.Busy],
            (Target.HostWithPeer, _, P2PProbeMode.Quiet) => [P2PProbeStatus.Responding, P2PProbeStatus.Full],
            _ => [P2PProbeStatus.Full],
        };

    public Meeting Run()
    {
        var random = new Random(Seed);
        var there = Line.Draw(random, Loss);
        var back = Line.Draw(random, Loss);
        ISimulatedProgram program = Target switch
        {
            Target.IdleHost when SharesEmulator => new SimulatedHost(Generation, new P2PProbeOptions().ClientName),
            Target.IdleHost => new SimulatedHost(Generation),
            Target.HostWithPeer when Generation == P2PHostGeneration.Third => new SimulatedHost(Generation).WithPeer(1),
            Target.HostWithPeer => new SimulatedHost(Generation).WithPeer(random.Next(4, 242)),
            Target.ClosedPort => OtherProgram.Nothing,
            Target.KailleraServer => OtherProgram.KailleraServer,
            _ => OtherProgram.Silent,
        };
        var options = new P2PProbeOptions { Mode = Mode, Greeting = Greets ? Greeting : [], MaxBytes = MaxBytes };
        return new Meeting(this, there, back, new ProbeMeeting(random, options, program, there, back).Run(), program as SimulatedHost);
    }
}

/// <summary>What came of a scenario.</summary>
internal sealed record Meeting(Scenario Scenario, Line There, Line Back, ProbeMeeting Probe, SimulatedHost? Host)
{
    public bool IsRight => Scenario.Right.Contains(Probe.Result.Status);

    /// <summary>Gets a value indicating whether the host is as it was found.</summary>
    public bool IsLeftAsFound =>
        Host is null
        || (Scenario.Target == Target.IdleHost ? !Host.IsOccupied : !Host.PeerWasDisturbed && Host.IsOccupied);

    public TimeSpan RoundTrip => There.Delay + Back.Delay + There.Jitter + Back.Jitter;

    public override string ToString() =>
        $"{Scenario}: {Probe.Result.Status} after {Probe.Result.Elapsed}, there {There}, back {Back}, breaches [{string.Join("; ", Probe.Watcher.Breaches)}]";
}

/// <summary>What stands at the address.</summary>
internal enum Target
{
    IdleHost,
    HostWithPeer,
    ClosedPort,
    SilentPort,
    KailleraServer,
}

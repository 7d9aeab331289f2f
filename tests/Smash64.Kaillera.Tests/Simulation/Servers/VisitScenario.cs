namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>One visit of the campaign: who is visited, how, over which lines, and when it is cancelled, if at all.</summary>
internal sealed record VisitScenario(int Seed, VisitTarget Target, KailleraPracticePorts Ports, double Loss, bool IsCancelled = false)
{
    /// <summary>Gets the only verdict that is right beside "no answer".</summary>
    public KailleraServerStatus Right =>
        Target switch
        {
            VisitTarget.BusyServer or VisitTarget.EmptyServer or VisitTarget.RefusingFirewall => KailleraServerStatus.Open,
            VisitTarget.FullServer => KailleraServerStatus.Full,
            VisitTarget.RejectingServer => KailleraServerStatus.Rejected,
            VisitTarget.OtherVersion => KailleraServerStatus.OtherVersion,
            VisitTarget.BlockedLoginPort => KailleraServerStatus.LoginUnanswered,
            VisitTarget.SilentPort => KailleraServerStatus.NoResponse,
            VisitTarget.ClosedPort => KailleraServerStatus.PortClosed,
            _ => KailleraServerStatus.NotAKailleraServer,
        };

    public Visit Run()
    {
        var random = new Random(Seed);
        var there = Line.Draw(random, Loss);
        var back = Line.Draw(random, Loss);
        var server = MakeServer(random);
        var options = new KailleraQueryOptions { UserName = "Status check", Timeout = TimeSpan.FromSeconds(20) }.Checked();
        var visitor = new KailleraQueryConversation(options, SimulatedServer.DoorwayPort);
        var meeting = new VisitMeeting(random, visitor, server, there, back);
        if (IsCancelled)
        {
            meeting.StopAt(TimeSpan.FromSeconds(random.NextDouble() * 10));
        }

        return new Visit(this, there, back, meeting.Run(), visitor.ToResult(SimulatedServer.EndPoint), server as SimulatedServer);
    }

    private ISimulatedServer MakeServer(Random random) =>
        Target switch
        {
            VisitTarget.BusyServer => new SimulatedServer(WithCrowd(random, new KailleraPracticeServerOptions { Ports = Ports, MaxPing = null })),
            VisitTarget.EmptyServer => new SimulatedServer(new KailleraPracticeServerOptions { Ports = Ports, MaxPing = null, Announcements = [] }),
            VisitTarget.FullServer => new SimulatedServer(new KailleraPracticeServerOptions { Ports = Ports, MaxUsers = 1 }).WithSeatedUser(),
            VisitTarget.RejectingServer => new SimulatedServer(
                new KailleraPracticeServerOptions { Ports = Ports, MaxPing = null, PretendedUsers = [new("STATUS CHECK")] }
            ),
            VisitTarget.BlockedLoginPort => new SimulatedServer(
                new KailleraPracticeServerOptions { Ports = KailleraPracticePorts.PerUser },
                blocksLoginPorts: true
            ),
            VisitTarget.RefusingFirewall => new SimulatedServer(
                WithCrowd(random, new KailleraPracticeServerOptions { Ports = Ports, MaxPing = null }),
                refusalAfterLogin: TimeSpan.FromMilliseconds(random.Next(200, 1_000))
            ),
            VisitTarget.OtherVersion => SimpleServer.OtherVersion,
            VisitTarget.SilentPort => SimpleServer.Silent,
            VisitTarget.ClosedPort => SimpleServer.Nothing,
            _ => SimpleServer.Echo,
        };

    /// <summary>Some dozens of users and games, so that the status comes in several messages.</summary>
    private static KailleraPracticeServerOptions WithCrowd(Random random, KailleraPracticeServerOptions options)
    {
        options.PretendedUsers =
        [
            .. Enumerable
                .Range(1, random.Next(1, 40))
                .Select(number => new KailleraPracticeUser($"Player {number}")
                {
                    Ping = TimeSpan.FromMilliseconds(random.Next(200)),
                    Connection = (KailleraConnection)random.Next(1, 7),
                    Status = random.Next(2) == 0 ? KailleraUserStatus.Idle : KailleraUserStatus.Playing,
                }),
        ];
        options.PretendedGames =
        [
            .. Enumerable
                .Range(1, random.Next(0, 15))
                .Select(number => new KailleraPracticeGame($"Game {number}")
                {
                    Owner = "Player 1",
                    Emulator = "Some emulator",
                    Players = random.Next(1, 9),
                    Status = random.Next(2) == 0 ? KailleraGameStatus.Waiting : KailleraGameStatus.Playing,
                }),
        ];
        options.Announcements = [.. Enumerable.Range(1, random.Next(0, 8)).Select(number => $"Line {number}")];
        return options;
    }
}

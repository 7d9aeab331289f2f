namespace Smash64.Kaillera.Tests.Servers;

/// <summary>What embedders do with a practice server: ask it, and see that nobody was left behind.</summary>
public sealed class KailleraPracticeServerQueryTests
{
    [Theory]
    [InlineData(KailleraPracticePorts.PerUser)]
    [InlineData(KailleraPracticePorts.Shared)]
    public async Task QueryAsync_PracticeServer_IsToldAllAndLeavesNobodyBehind(KailleraPracticePorts ports)
    {
        await using var server = await KailleraPracticeServer.StartAsync(
            new KailleraPracticeServerOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                Ports = ports,
                MaxPing = null, // the machine may be busy
                LoginTimeout = TimeSpan.FromMinutes(1),
                Announcements = ["Welcome!"],
                PretendedUsers =
                [
                    .. Enumerable.Range(1, 20).Select(number => new KailleraPracticeUser($"User {number}") { Ping = TimeSpan.FromMilliseconds(42) }),
                ],
                PretendedGames = [new KailleraPracticeGame("SMASH") { Owner = "User 1", Emulator = "Project64", Players = 2, MaxPlayers = 4 }],
            }
        );

        var info = await new KailleraServerProbe().QueryAsync(server.EndPoint);

        info.Status.Should().Be(KailleraServerStatus.Open);
        info.Users.Select(user => user.Name).Should().Equal(Enumerable.Range(1, 20).Select(number => $"User {number}"));
        info.Announcements.Should().Equal("Welcome!");
        info.HasLeft.Should().BeTrue();
        info.Games.Should().ContainSingle().Which.Name.Should().Be("SMASH");
        await foreach (var happened in server.ReadEventsAsync())
        {
            if (happened.Kind is KailleraPracticeServerEventKind.Left)
            {
                happened.TimedOut.Should().BeFalse();
                break;
            }
        }

        server.Users.Should().HaveCount(20).And.OnlyContain(user => user.EndPoint == null);
    }
}

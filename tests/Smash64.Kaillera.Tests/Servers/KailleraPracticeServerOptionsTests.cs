namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraPracticeServerOptionsTests
{
    public static TheoryData<string, KailleraPracticeServerOptions> Broken =>
        new()
        {
            { "Address must be an IPv4 address; it is ::1", new() { Address = IPAddress.IPv6Loopback } },
            { "Address must be an IPv4 address; it is null", new() { Address = null! } },
            { "Port must be 0 (any free port) to 65535; it is 65536", new() { Port = 65_536 } },
            { "Ports must be PerUser or Shared; it is Unknown", new() { Ports = KailleraPracticePorts.Unknown } },
            { "MaxUsers must be 1 to 1000; it is 0", new() { MaxUsers = 0 } },
            { "MaxUsers must be 1 to 1000; it is 1001", new() { MaxUsers = 1_001 } },
            { "MaxPing must be at least one millisecond", new() { MaxPing = TimeSpan.FromTicks(1) } },
            { "ChatInterval must not be negative", new() { ChatInterval = TimeSpan.FromTicks(-1) } },
            { "SilentUserTimeout must be more than zero, or infinite", new() { SilentUserTimeout = TimeSpan.Zero } },
            { "LoginTimeout must be more than zero and at most one minute", new() { LoginTimeout = TimeSpan.Zero } },
            { "LoginTimeout must be more than zero and at most one minute", new() { LoginTimeout = TimeSpan.FromSeconds(61) } },
            { "Encoding must not be null", new() { Encoding = null! } },
            { "utf-16 does not", new() { Encoding = Encoding.Unicode } },
            { "Announcements must be at most 32 lines*; there are 33.", new() { Announcements = [.. Enumerable.Repeat("x", 33)] } },
            { "Announcements must be at most 32 lines*; it is null.", new() { Announcements = null! } },
            { "Announcements must be*without a NUL*; [1] is cut", new() { Announcements = ["fine", "cut\0 off"] } },
            { "GameGreeting must be*at most 255*; [0] is 256 characters long.", new() { GameGreeting = [new string('x', 256)] } },
            { "ArrivalAnnouncement must have at most 255 characters; it has 256", new() { ArrivalAnnouncement = new string('x', 256) } },
            { "PretendedUsers must be", new() { PretendedUsers = [new KailleraPracticeUser(string.Empty)] } },
            { "PretendedUsers must be*; [0] is*00:02:00", new() { PretendedUsers = [new KailleraPracticeUser("x") { Ping = TimeSpan.FromMinutes(2) }] } },
            { "PretendedUsers must be", new() { PretendedUsers = [new KailleraPracticeUser("x") { Status = KailleraUserStatus.Unknown }] } },
            { "PretendedUsers must be", new() { PretendedUsers = [null!] } },
            { "PretendedGames must be", new() { PretendedGames = [new KailleraPracticeGame(new string('x', 128))] } },
            { "PretendedGames must be", new() { PretendedGames = [new KailleraPracticeGame("x") { Players = 9 }] } },
            { "PretendedGames must be", new() { PretendedGames = [new KailleraPracticeGame("x") { Owner = null! }] } },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task StartAsync_BrokenSetting_IsNamedWithItsRule(string message, KailleraPracticeServerOptions options)
    {
        await FluentActions
            .Awaiting(() => KailleraPracticeServer.StartAsync(options))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage($"*{message}*");
    }

    [Fact]
    public void FindErrors_SeveralBrokenSettings_AreAllNamed() =>
        new KailleraPracticeServerOptions { Port = -1, MaxUsers = 0, Encoding = null! }.FindErrors().Should().HaveCount(3);

    [Fact]
    public void FindErrors_OutermostValues_AreFine() =>
        new KailleraPracticeServerOptions
        {
            Port = 0,
            MaxUsers = 1_000,
            MaxPing = null,
            ChatInterval = TimeSpan.Zero,
            SilentUserTimeout = Timeout.InfiniteTimeSpan,
            LoginTimeout = TimeSpan.FromMinutes(1),
            Announcements = [.. Enumerable.Repeat(new string('x', 255), 32)],
            PretendedUsers = [new KailleraPracticeUser(new string('x', 31)) { Ping = TimeSpan.FromMinutes(1) }],
            PretendedGames = [new KailleraPracticeGame("x") { Players = 255, MaxPlayers = 255 }],
        }
            .FindErrors()
            .Should()
            .BeEmpty();

    [Fact]
    public void Checked_LaterEdits_DoNotReachTheCopy()
    {
        var users = new List<KailleraPracticeUser> { new("Mario") };
        var options = new KailleraPracticeServerOptions { PretendedUsers = users };

        var copy = options.Checked();
        users.Clear();
        options.MaxUsers = 7;

        copy.PretendedUsers.Should().ContainSingle();
        copy.MaxUsers.Should().Be(100);
    }
}

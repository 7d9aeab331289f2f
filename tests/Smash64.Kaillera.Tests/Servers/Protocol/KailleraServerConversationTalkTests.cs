namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Lists, lines and games on a practice server, where no recording shows them.</summary>
public sealed class KailleraServerConversationTalkTests
{
    [Fact]
    public void Receive_LoginToACrowdedServer_IsToldInPartsWithPauses()
    {
        var driver = new ServerDriver(Crowded(users: 40, games: 20));

        var user = new DrivenUser(driver, 1).LogIn("Mario");
        user.Client.Heard.Count(message => message.Type is KailleraMessageType.ServerStatus).Should().Be(1);
        driver.AdvanceTo(TimeSpan.FromSeconds(5));
        user.Listen();

        var (users, games) = user.Client.ReadStatus();
        users.Should().Equal(Enumerable.Range(1, 40).Select(number => $"User {number}"));
        games.Should().BeEquivalentTo(Enumerable.Range(1, 20).Select(number => $"Game {number} of User {number} 2/4"));
        var parts = user.Client.Heard.Where(message => message.Type is KailleraMessageType.ServerStatus).ToList();
        parts.Should().HaveCountGreaterThan(3).And.OnlyContain(part => part.Body.Length < 310);
        var times = driver.Sent.Where(sent => sent.Payload[5] == (byte)KailleraMessageType.ServerStatus).Select(sent => sent.Time);
        times.Should().Equal(Enumerable.Range(0, parts.Count).Select(part => TimeSpan.FromMilliseconds(100 * part)));
        user.Client.Newest.Should().Be(KailleraMessageType.UserJoined, "what came in the meantime waited");
    }

    [Fact]
    public void Receive_QuitBetweenTwoParts_SaysTheRestAtOnce()
    {
        var driver = new ServerDriver(Crowded(users: 40, games: 0));
        var user = new DrivenUser(driver, 1).LogIn("Mario");

        user.Say(user.Client.Quit());

        user.Client.ReadStatus().Users.Should().HaveCount(40);
        user.Client.Newest.Should().Be(KailleraMessageType.Quit, "a client that waits for its goodbye must get it");
        driver.OpenPorts.Should().BeEmpty();
    }

    [Fact]
    public void Users_Pretended_AreListedButNeedNoPlace()
    {
        var options = Crowded(users: 2, games: 1);
        options.MaxUsers = 1;
        var driver = new ServerDriver(options, firstUserId: 7);
        var user = new DrivenUser(driver, 1).LogIn("Mario");

        driver.Server.Users.Select(listed => (listed.Id, listed.Name)).Should().Equal((7, "User 1"), (8, "User 2"), (9, "Mario"));
        driver.Server.Users.Count(listed => listed.EndPoint is null).Should().Be(2);
        var body = user.Client.Heard.First(message => message.Type is KailleraMessageType.ServerStatus).Body;
        Convert.ToHexString(body).Should().StartWith("00" + "02000000" + "01000000" + "5573657220310001000000" + "00" + "0700" + "04");
        user.Say(user.Client.Quit());
        new DrivenUser(driver, 2).LogIn("user 2").Client.Lines(KailleraMessageType.Rejected).Should().ContainSingle(line => line.Contains("Duplicating"));
    }

    [Fact]
    public void Receive_LinesTooFastOrTooLong_AreRefusedToHimAlone()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { Announcements = [] });
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        var other = new DrivenUser(driver, 2).LogIn("Luigi");
        user.Say(user.Client.Chat("one"));
        driver.AdvanceTo(TimeSpan.FromSeconds(1.9));
        user.Say(user.Client.Chat("too fast"));
        driver.AdvanceTo(TimeSpan.FromSeconds(2));
        user.Say(user.Client.Chat(new string('x', 151)));
        user.Say(user.Client.Chat("  "));
        user.Say(user.Client.Chat("two"));

        other.Listen();

        user.Client.Lines(KailleraMessageType.Information).Should().Equal("server.Chat Denied: Flood Control.", "server.Chat Denied: Message Too Long.");
        other.Client.Lines(KailleraMessageType.GlobalChat).Should().Equal("Mario.one.", "Mario.two.");
        other.Client.Lines(KailleraMessageType.Information).Should().BeEmpty();
    }

    [Fact]
    public void Receive_ControlCharactersInALine_AreNotPassedOn()
    {
        var driver = new ServerDriver();
        var user = new DrivenUser(driver, 1).LogIn("Mario");

        user.Say(user.Client.Chat("a\u001B[2Jb"));

        user.Client.Lines(KailleraMessageType.GlobalChat).Should().Equal("Mario.a?[2Jb.");
        driver.Events[^1].Text.Should().Be("a\uFFFD[2Jb");
    }

    [Fact]
    public void Receive_OwnerLeavesHisGame_EndsItForEverybodyInIt()
    {
        var driver = new ServerDriver();
        var owner = new DrivenUser(driver, 1).LogIn("Mario");
        var player = new DrivenUser(driver, 2).LogIn("Luigi");
        owner.Say(owner.Client.CreateGame("First"));
        player.Say(player.Client.JoinGame(1));

        owner.Say(owner.Client.Quit());
        player.Listen();

        driver.Server.Games.Should().BeEmpty();
        player.Client.Heard.TakeLast(3).Select(message => message.Type).Should()
            .Equal(KailleraMessageType.QuitGame, KailleraMessageType.CloseGame, KailleraMessageType.Quit);
        player.Say(player.Client.CreateGame("Second"));
        driver.Server.Games.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = 2, Name = "Second", Owner = "Luigi" });
    }

    [Fact]
    public void Receive_PlayerQuitsTheServer_LeavesTheGameToTheOthers()
    {
        var driver = new ServerDriver();
        var owner = new DrivenUser(driver, 1).LogIn("Mario");
        var player = new DrivenUser(driver, 2).LogIn("Luigi");
        owner.Say(owner.Client.CreateGame("First"));
        player.Say(player.Client.JoinGame(1));

        player.Say(player.Client.Quit(string.Empty));
        owner.Listen();

        owner.Client.Heard.TakeLast(3).Select(message => message.Type).Should()
            .Equal(KailleraMessageType.QuitGame, KailleraMessageType.GameStatus, KailleraMessageType.Quit);
        owner.Client.Lines(KailleraMessageType.Quit).Should().Equal("Luigi.\u0002.Normal Client Exit.");
        driver.Server.Games.Should().ContainSingle().Which.Players.Should().Be(1);
        driver.Events.TakeLast(2).Select(happened => happened.Kind).Should()
            .Equal(KailleraPracticeServerEventKind.GameLeft, KailleraPracticeServerEventKind.Left);
    }

    [Theory]
    [InlineData("", "Rom Name Empty")]
    [InlineData("a|b", "Illegal characters in ROM name")]
    [InlineData("128", "Rom Name Too Long")]
    public void Receive_GameNameThatIsNotTaken_IsRefused(string name, string reason)
    {
        var driver = new ServerDriver();
        var user = new DrivenUser(driver, 1).LogIn("Mario");

        user.Say(user.Client.CreateGame(name == "128" ? new string('g', 128) : name));

        driver.Server.Games.Should().BeEmpty();
        user.Client.Lines(KailleraMessageType.Information).Should().Equal($"server.Create Game Denied: {reason}.");
        user.Client.Newest.Should().Be(KailleraMessageType.QuitGame);
    }

    [Fact]
    public void Receive_GameThatCannotBeEntered_IsRefused()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { Announcements = [] });
        var owner = new DrivenUser(driver, 0).LogIn("Owner");
        owner.Say(owner.Client.CreateGame("Full"));
        var players = Enumerable.Range(1, 8).Select(number => new DrivenUser(driver, number).LogIn($"Player {number}")).ToList();
        players.ForEach(player => player.Say(player.Client.JoinGame(1)));

        driver.Server.Games.Should().ContainSingle().Which.Players.Should().Be(8);
        players[7].Client.Lines(KailleraMessageType.Information).Should().Equal("server.Join Game Denied: Game is full!.");
        players[7].Say(players[7].Client.JoinGame(99));
        players[7].Client.Lines(KailleraMessageType.Information).Should().EndWith("server.Join Game Denied: Game does not exist!.");
        owner.Say(owner.Client.CreateGame("Another"));
        owner.Client.Lines(KailleraMessageType.Information).Should().EndWith("server.Create Game Denied: You are already in a game!.");
        owner.Client.Newest.Should().Be(KailleraMessageType.Information, "he has not left the one he is in");
    }

    private static KailleraPracticeServerOptions Crowded(int users, int games) =>
        new()
        {
            PretendedUsers =
            [
                .. Enumerable.Range(1, users).Select(number => new KailleraPracticeUser($"User {number}")
                {
                    Ping = TimeSpan.FromMilliseconds(number),
                    Connection = KailleraConnection.Average,
                    Status = KailleraUserStatus.Playing,
                }),
            ],
            PretendedGames =
            [
                .. Enumerable.Range(1, games).Select(number => new KailleraPracticeGame($"Game {number}")
                {
                    Owner = $"User {number}",
                    Emulator = "Emulator",
                    Players = 2,
                    MaxPlayers = 4,
                    Status = KailleraGameStatus.Playing,
                }),
            ],
        };
}

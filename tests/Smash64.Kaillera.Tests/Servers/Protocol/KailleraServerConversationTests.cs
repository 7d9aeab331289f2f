namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What no recording shows: two styles of ports, several addresses, time-outs, and clients who are not so well behaved.</summary>
public sealed class KailleraServerConversationTests
{
    public static TheoryData<KailleraPracticePorts> PortStyles => [KailleraPracticePorts.PerUser, KailleraPracticePorts.Shared];

    [Theory]
    [MemberData(nameof(PortStyles))]
    public void Receive_TwoUsers_SeeEachOtherAndAGame(KailleraPracticePorts ports)
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { Ports = ports, GameGreeting = ["Have fun"] });
        var mario = new DrivenUser(driver, 1).LogIn("Mario", "Project64");
        mario.Say(mario.Client.CreateGame("SMASH"));
        var luigi = new DrivenUser(driver, 2).LogIn("Luigi");
        luigi.Say(luigi.Client.JoinGame(1));
        driver.AdvanceTo(TimeSpan.FromSeconds(1));
        luigi.Say(luigi.Client.GameChat("hi"));
        mario.Listen();

        var (users, games) = luigi.Client.ReadStatus();
        users.Should().Equal("Mario");
        games.Should().Equal("SMASH of Mario 1/8");
        mario.Client.Lines(KailleraMessageType.UserJoined).Should().HaveCount(2).And.Contain(line => line.StartsWith("Luigi."));
        mario.Client.Lines(KailleraMessageType.JoinGame).Should().HaveCount(2).And.Contain(line => line.Contains("Luigi"));
        luigi.Client.Lines(KailleraMessageType.PlayerInformation).Should().ContainSingle(line => line.Contains("Mario"));
        luigi.Client.Lines(KailleraMessageType.GameChat).Should().Equal("Server.Have fun.", "Luigi.hi.");
        mario.Client.Lines(KailleraMessageType.GameChat).Should().Equal("Server.Have fun.", "Luigi.hi.");
        driver.Server.Users.Select(user => user.Name).Should().Equal("Mario", "Luigi");
        driver.Server.Games.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "SMASH", Owner = "Mario", Emulator = "Project64", Players = 2 });
        driver.OpenPorts.Should().HaveCount(ports is KailleraPracticePorts.PerUser ? 2 : 0);
        (mario.Port == ServerDriver.DoorwayPort).Should().Be(ports is KailleraPracticePorts.Shared);
    }

    [Theory]
    [MemberData(nameof(PortStyles))]
    public void Users_DuringALogin_ListHimFromTheFourthAcknowledgementOn(KailleraPracticePorts ports)
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { Ports = ports });
        var user = new DrivenUser(driver, 1);
        user.SayHello();
        user.Say(user.Client.Login("Mario", connection: KailleraConnection.Average));
        driver.AdvanceTo(TimeSpan.FromMilliseconds(10));
        user.Acknowledge(3);

        driver.Server.Users.Should().BeEmpty();
        driver.AdvanceTo(TimeSpan.FromMilliseconds(99));
        user.Acknowledge(1);

        driver
            .Server.Users.Should()
            .Equal(
                new KailleraPracticeUser("Mario")
                {
                    Id = 1,
                    Emulator = "Emulator",
                    Ping = TimeSpan.FromMilliseconds(24), // 99 ms for four round trips
                    Connection = KailleraConnection.Average,
                    EndPoint = user.EndPoint,
                }
            );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Advance_HalfALogin_FreesThePlaceWithoutAWord(int said)
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { MaxUsers = 1, LoginTimeout = TimeSpan.FromSeconds(3) });
        var user = new DrivenUser(driver, 1);
        user.SayHello();
        for (var i = 0; i < said; i++)
        {
            user.Say(i == 0 ? user.Client.Login("Mario") : user.Client.Ack());
        }

        driver.AdvanceTo(TimeSpan.FromSeconds(2.9));
        driver.Server.Places.Should().Be(1);
        var sent = driver.Sent.Count;
        driver.AdvanceTo(TimeSpan.FromSeconds(3));

        driver.Server.Places.Should().Be(0);
        driver.OpenPorts.Should().BeEmpty();
        driver.Sent.Should().HaveCount(sent);
        driver.Events[^1].Should().BeEquivalentTo(new { Kind = KailleraPracticeServerEventKind.Abandoned, user.EndPoint, UserName = said == 0 ? null : "Mario" });
        user.Say(user.Client.Ack());
        driver.Sent.Should().HaveCount(sent, "who comes back too late is not heard");
    }

    [Fact]
    public void Receive_QuitDuringALogin_FreesThePlaceAtOnce()
    {
        var driver = new ServerDriver();
        var user = new DrivenUser(driver, 1);
        user.SayHello();
        user.Say(user.Client.Login("Mario"));

        user.Say(user.Client.Quit());

        driver.Server.Places.Should().Be(0);
        driver.OpenPorts.Should().BeEmpty();
        user.Client.Newest.Should().Be(KailleraMessageType.ServerAck, "nobody knew him, so there is no goodbye");
    }

    [Fact]
    public void Advance_SilentUser_IsThrownOutAndTheOthersAreTold()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { SilentUserTimeout = TimeSpan.FromSeconds(60) });
        var silent = new DrivenUser(driver, 1).LogIn("Silent");
        var alive = new DrivenUser(driver, 2).LogIn("Alive");
        driver.AdvanceTo(TimeSpan.FromSeconds(59));
        alive.Say(alive.Client.Say(KailleraMessageType.KeepAlive, 0));
        driver.Server.Users.Should().HaveCount(2);

        driver.AdvanceTo(TimeSpan.FromSeconds(60));
        alive.Listen();
        silent.Listen();

        driver.Server.Users.Should().ContainSingle().Which.Name.Should().Be("Alive");
        alive.Client.Lines(KailleraMessageType.Quit).Should().Equal("Silent.\u0001.Ping Timeout.");
        silent.Client.Newest.Should().Be(KailleraMessageType.Quit);
        driver.Events[^1].Should().BeEquivalentTo(new { Kind = KailleraPracticeServerEventKind.Left, UserName = "Silent", TimedOut = true });
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void WakeUp_NoTimeout_IsNever(long milliseconds)
    {
        var timeout = milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.MaxValue;
        var driver = new ServerDriver(new KailleraPracticeServerOptions { SilentUserTimeout = timeout });
        new DrivenUser(driver, 1).LogIn("Mario");

        driver.AdvanceTo(TimeSpan.FromDays(1));

        driver.Server.WakeUp.Should().Be(TimeSpan.MaxValue);
        driver.Server.Users.Should().ContainSingle();
    }

    [Fact]
    public void Receive_GapInTheNumbers_IsJumped()
    {
        var driver = Quiet();
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        var late = user.Client.Chat("lost");
        user.Client.NextNumber += 100;

        user.Say(user.Client.Chat("behind the gap")); // repeats what was lost, so nothing is
        user.Client.Lines(KailleraMessageType.GlobalChat).Should().Equal("Mario.lost.", "Mario.behind the gap.");
        user.Say(late);

        user.Client.Lines(KailleraMessageType.GlobalChat).Should().HaveCount(2, "an old datagram that comes late brings nothing new");
    }

    [Fact]
    public void Receive_NumbersThatWrap_AreTakenOn()
    {
        var driver = Quiet();
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        foreach (var number in new ushort[] { 30_000, 60_000, ushort.MaxValue })
        {
            user.Client.NextNumber = number;
            user.Say(user.Client.Chat("before"));
        }

        user.Say(user.Client.Chat("behind"));

        user.Client.NextNumber.Should().Be(1);
        user.Client.Lines(KailleraMessageType.GlobalChat).Should().HaveCount(4).And.HaveElementAt(3, "Mario.behind.");
    }

    [Fact]
    public void Receive_DatagramAgainAndAgain_IsAnsweredWithMoreAndMoreUpToFifteen()
    {
        var driver = Quiet();
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        for (var i = 0; i < 20; i++)
        {
            user.Say(user.Client.Chat("line"));
        }

        driver.Sent.Clear();
        for (var i = 0; i < 7; i++)
        {
            driver.Receive(user.Client.Again(), user.EndPoint, user.Port);
        }

        driver.Sent.Select(sent => (int)sent.Payload[0]).Should().Equal(3, 6, 9, 12, 15, 15, 15);
        driver.Receive(user.Client.Chat("new"), user.EndPoint, user.Port);
        driver.Receive(user.Client.Again(), user.EndPoint, user.Port);
        driver.Sent.Select(sent => (int)sent.Payload[0]).Should().EndWith([5, 3]);
    }

    [Fact]
    public void Receive_SameNameFromAnotherAddress_IsRefused()
    {
        var driver = new ServerDriver();
        new DrivenUser(driver, 1).LogIn("Mario");

        var other = new DrivenUser(driver, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 40_001)).LogIn("Mario");

        other.Client.Lines(KailleraMessageType.Rejected).Should().Equal("server.\u0002.Duplicating names is not allowed: Mario.");
        driver.Server.Users.Should().ContainSingle();
        driver.Server.Places.Should().Be(1);
        driver.Events[^1].Kind.Should().Be(KailleraPracticeServerEventKind.Rejected);
    }

    [Fact]
    public void Close_WithUsers_TellsEachThatHeIsOut()
    {
        var driver = new ServerDriver();
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        new DrivenUser(driver, 2).SayHello();

        driver.Close();
        user.Listen();

        user.Client.Lines(KailleraMessageType.Quit).Should().Equal("Mario.\u0001.Server closed.");
        driver.OpenPorts.Should().BeEmpty();
        driver.Server.Users.Should().BeEmpty();
        driver.Events[^1].Should().BeEquivalentTo(new { Kind = KailleraPracticeServerEventKind.Left, UserName = "Mario", ServerClosed = true });
    }

    [Fact]
    public void Receive_MessageThatCannotBeRead_SpoilsItsDatagramButNotTheNextOne()
    {
        var driver = Quiet();
        var user = new DrivenUser(driver, 1).LogIn("Mario");

        driver.Receive([2, 6, 0, 3, 0, 7, (byte)'x', 0, 5, 0, 4, 0, 7, 0, (byte)'y', 0], user.EndPoint, user.Port); // a line without its end
        driver.Receive([1, 5, 0, 2, 0, 0x77, 0], user.EndPoint, user.Port); // a type that nobody knows
        user.Client.Lines(KailleraMessageType.GlobalChat).Should().BeEmpty();
        user.Say(user.Client.Chat("fine"));

        user.Client.Lines(KailleraMessageType.GlobalChat).Should().Equal("Mario.fine.");
    }

    [Fact]
    public void Receive_MoreNewMessagesThanAnyClientSends_IsPassedOver()
    {
        var driver = Quiet();
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        var sent = driver.Sent.Count;

        driver.Receive(Lines(33), user.EndPoint, user.Port);
        driver.Sent.Should().HaveCount(sent);
        driver.Receive(Lines(32), user.EndPoint, user.Port);

        driver.Sent.Should().HaveCount(sent + 32);

        static byte[] Lines(int count)
        {
            var writer = new KailleraDatagramWriter(new byte[KailleraProtocol.MaxDatagramLength]);
            for (var number = count + 4; number > 4; number--)
            {
                writer.Write((ushort)number, KailleraMessageType.GlobalChat, "\0x\0"u8);
            }

            return writer.Written.ToArray();
        }
    }

    private static ServerDriver Quiet() =>
        new(new KailleraPracticeServerOptions { Announcements = [], ChatInterval = TimeSpan.Zero });
}

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Who gets a place at a practice server, and whose it is.</summary>
public sealed class KailleraServerConversationDoorwayTests
{
    [Fact]
    public void Receive_SharedPortAndHelloOnceMore_HoldsOnePlaceOnly()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { Ports = KailleraPracticePorts.Shared });
        var user = new DrivenUser(driver, 1);

        user.SayHello();
        user.SayHello().Should().Be("HELLOD00D27888\0", "the first answer may have been lost");
        driver.Server.Places.Should().Be(1);
        user.Say(user.Client.Login("Mario"));
        user.SayHello();
        user.Acknowledge(4);

        driver.Server.Users.Should().ContainSingle("a HELLO that was late does no harm").Which.Id.Should().Be(1);
    }

    [Fact]
    public void Receive_DatagramsFromElsewhere_AreNotHeard()
    {
        var driver = new ServerDriver();
        var user = new DrivenUser(driver, 1);
        user.SayHello();
        var login = user.Client.Login("Mario");
        var sent = driver.Sent.Count;

        driver.Receive(login, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 40_001), user.Port);
        driver.Sent.Should().HaveCount(sent, "the place is held for another address");
        driver.Receive([1, 0, 0, 2, 0, 9, 0], user.EndPoint, user.Port);
        driver.Receive(login, new IPEndPoint(IPAddress.Loopback, 50_000), user.Port);
        driver.Sent.Should().HaveCount(sent + 1, "behind a router the port may be another than at the doorway");
        driver.Receive(user.Client.Ack(), user.EndPoint, user.Port);

        driver.Sent.Should().HaveCount(sent + 1, "once he has spoken, that is where he is");
        driver.Sent[^1].Destination.Port.Should().Be(50_000);
    }

    [Fact]
    public void Receive_HelloToAFullServer_IsAnsweredTooUntilSomebodyLeaves()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { MaxUsers = 1 }) { ReusesPorts = true };
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        var other = new DrivenUser(driver, 2);

        other.SayHello().Should().Be("TOO\0");
        driver.Events[^1].Should().BeEquivalentTo(new { Kind = KailleraPracticeServerEventKind.Full, other.EndPoint });
        user.Say(user.Client.Quit());

        other.LogIn("Luigi");
        driver.Server.Users.Should().ContainSingle().Which.Name.Should().Be("Luigi");
    }

    [Fact]
    public void Receive_HelloWithoutAPortLeft_IsAnsweredToo()
    {
        var driver = new ServerDriver(ports: [27_889]);
        new DrivenUser(driver, 1).SayHello().Should().Be("HELLOD00D27889\0");

        new DrivenUser(driver, 2).SayHello().Should().Be("TOO\0");
        driver.Server.Places.Should().Be(1);
    }

    [Fact]
    public void Receive_FiveHellosInARow_BanTheAddressForTwoMinutes()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { BanRepeatedHellos = true });
        var stranger = new DrivenUser(driver, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 1));
        var answers = Enumerable.Range(1, 4).Select(number => new DrivenUser(driver, number).SayHello()).ToList();
        answers.Add(stranger.SayHello()); // ends the row
        answers.AddRange(Enumerable.Range(1, 4).Select(number => new DrivenUser(driver, number).SayHello()));

        answers.Should().NotContainNulls();
        new DrivenUser(driver, 5).SayHello().Should().BeNull();
        stranger.SayHello().Should().NotBeNull("only that address is banned");
        driver.AdvanceTo(TimeSpan.FromSeconds(119.9));
        new DrivenUser(driver, 6).SayHello().Should().BeNull();
        driver.AdvanceTo(TimeSpan.FromSeconds(120));
        new DrivenUser(driver, 7).SayHello().Should().NotBeNull();
    }

    [Fact]
    public void Receive_ManyHellosWithoutTheBan_AreAllAnswered()
    {
        var driver = new ServerDriver();

        Enumerable.Range(1, 20).Select(number => new DrivenUser(driver, number).SayHello()).Should().NotContainNulls();
    }
}

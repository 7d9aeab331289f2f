namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>What a practice server keeps of those who talk without end.</summary>
[Collection(Alone.Name)]
public sealed class KailleraServerMemoryTests
{
    [Fact]
    public void Receive_OneUserWithoutEnd_HoldsNoMoreMemory()
    {
        var driver = new ServerDriver(new KailleraPracticeServerOptions { ChatInterval = TimeSpan.Zero });
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        Talk(1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Talk(20_000);

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(1_000_000, "20,000 lines of 150 bytes would be more");
        driver.Server.Users.Should().ContainSingle();

        void Talk(int lines)
        {
            var client = new PracticeClient { NextNumber = user.Client.NextNumber };
            for (var i = 0; i < lines; i++)
            {
                driver.Receive(client.Chat(new string('x', 150)), user.EndPoint, user.Port);
                driver.Sent.Clear();
                driver.Events.Clear();
            }

            user.Client.NextNumber = client.NextNumber;
        }
    }
}

using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Orleans.Tests;

/// <summary>What callers of different replicas share.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task Start_SameHostThroughThreeReplicas_IsOneConversationWithOneResult()
    {
        await using var cluster = await ServiceCluster.StartAsync(replicas: 3);
        var first = await cluster.StartAsync(0, ServiceCluster.Anna);
        var call = await cluster.Probe.NextCallAsync();

        var others = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => cluster.StartAsync(i % 3, new Caller(new IPAddress([198, 51, 100, (byte)(100 + i)]))))
        );
        call.Find(new P2PProbeResult(ServiceCluster.Host, P2PProbeStatus.Responding) { HostName = "Ness", DatagramsSent = 2 });

        cluster.Probe.CallCount.Should().Be(1);
        first.Ticket.IsShared.Should().BeFalse();
        others.Should().OnlyContain(check => check.Ticket.IsShared).And.OnlyHaveUniqueItems(check => check.Id);
        foreach (var check in others.Append(first))
        {
            (await check.EndAsync()).Result!.HostName.Should().Be("Ness");
        }
    }

    [Fact]
    public async Task Start_TwoPortsOfOneAddressThroughTwoReplicas_MeetOneLimit()
    {
        await using var cluster = await ServiceCluster.StartAsync(configure: options => options.Limits.ChecksPerTargetPerMinute = 2);
        var address = ServiceCluster.Host.Address;

        await cluster.StartAsync(0, ServiceCluster.Anna, new CheckSubject(new IPEndPoint(address, 27886)));
        await cluster.StartAsync(1, ServiceCluster.Anna, new CheckSubject(new IPEndPoint(address, 27887)));
        var (ticket, refusal) = await cluster.TryStartAsync(1, ServiceCluster.Anna, new CheckSubject(new IPEndPoint(address, 27888)));

        ticket.Should().BeNull();
        refusal!.Reason.Should().Be(RefusalReason.TargetAskedTooOften);
        refusal.RetryAfter.Should().BePositive();
    }

    [Fact]
    public async Task Start_CodeThroughTwoReplicas_IsOneConversation()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        ConnectCode.TryParse("PIKA@555", out var code).Should().BeTrue();
        var subject = new CheckSubject(new IPEndPoint(IPAddress.Loopback, 6264), code);

        await cluster.StartAsync(0, ServiceCluster.Anna, subject);
        var second = await cluster.StartAsync(1, ServiceCluster.Bert, subject);

        second.Ticket.IsShared.Should().BeTrue();
        second.Check.Subject.Should().Be(subject);
        (await cluster.Probe.NextCallAsync()).Options.Path.Should().NotBeNull("it asks by the code");
        cluster.Probe.CallCount.Should().Be(1);
    }

    [Fact]
    public async Task Leave_LastCallerOfAnotherReplica_StopsTheConversation()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        var here = await cluster.StartAsync(0, ServiceCluster.Anna);
        var there = await cluster.StartAsync(1, ServiceCluster.Bert);
        var call = await cluster.Probe.NextCallAsync();

        here.Ticket.Dispose();
        var wasStoppedEarly = call.IsStopped;
        there.Ticket.Dispose();

        wasStoppedEarly.Should().BeFalse("somebody still waited");
        await call.WaitUntilStoppedAsync();
    }

    [Fact]
    public async Task Count_ClientOverHisLimit_IsRefusedByEveryReplica()
    {
        await using var cluster = await ServiceCluster.StartAsync(replicas: 3, options => options.Limits.ChecksPerClientPerMinute = 6);
        for (var i = 0; i < 6; i++)
        {
            (await cluster.Get<IClientLimits>(i % 3).CountCheckAsync(ServiceCluster.Anna)).Should().BeNull();
        }

        for (var replica = 0; replica < 3; replica++)
        {
            var limits = cluster.Get<IClientLimits>(replica);
            (await limits.CountCheckAsync(ServiceCluster.Anna))!.Reason.Should().Be(RefusalReason.TooManyChecks);
            (await limits.CountCheckAsync(ServiceCluster.Bert)).Should().BeNull("he is another one");
            (await limits.CountRequestAsync(ServiceCluster.Anna)).Should().BeNull("requests that send nothing are counted apart");
            (await limits.CountRequestAsync(new Caller(Address: null))).Should().BeNull();
        }
    }

    [Fact]
    public async Task Ping_ServerThroughTwoReplicas_TellsTheTimeAndMeetsOneLimit()
    {
        var servers = ScriptedServerProbe.Finding(40);
        await using var cluster = await ServiceCluster.StartAsync(
            configure: options => options.Limits.ChecksPerTargetPerMinute = 2,
            servers: servers
        );

        var pings = new List<ServerPing>();
        for (var i = 0; i < 3; i++)
        {
            pings.Add(await cluster.Get<IServerDesk>(i % 2).PingAsync(ServiceCluster.Host, ServiceCluster.Anna, CancellationToken.None));
        }

        pings.Select(ping => ping.Mean).Should().Equal(TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(40), null);
        pings[2].Refusal!.Reason.Should().Be(RefusalReason.TargetAskedTooOften);
        servers.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Ping_MachineHasNoWay_FailsAsInOneProcess()
    {
        var servers = new ScriptedServerProbe((_, _) => throw new SocketException((int)SocketError.NetworkUnreachable));
        await using var cluster = await ServiceCluster.StartAsync(servers: servers);

        var ping = () => cluster.Get<IServerDesk>(1).PingAsync(ServiceCluster.Host, ServiceCluster.Anna, CancellationToken.None).AsTask();

        (await ping.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.NetworkUnreachable);
    }
}

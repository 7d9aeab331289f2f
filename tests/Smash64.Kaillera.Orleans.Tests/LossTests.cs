namespace Smash64.Kaillera.Orleans.Tests;

/// <summary>What a replica that goes takes with it.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task Stop_ReplicaThatMakesACheck_LeavesTheHostAndAnotherOneGoesOn()
    {
        await using var cluster = await ServiceCluster.StartAsync();
        var made = await cluster.StartAsync(0, ServiceCluster.Anna);
        var followed = await cluster.StartAsync(1, ServiceCluster.Bert);
        var call = await cluster.Probe.NextCallAsync();

        var stopping = cluster.StopAsync(0);
        await call.WaitUntilStoppedAsync();
        await followed.LoseAsync();
        var next = await cluster.StartAsync(1, ServiceCluster.Bert);
        var nextCall = await cluster.Probe.NextCallAsync();
        await stopping;
        nextCall.Find(P2PProbeStatus.Responding);

        next.Ticket.IsShared.Should().BeFalse();
        (await next.EndAsync()).Result!.Status.Should().Be(P2PProbeStatus.Responding);
        made.Check.Outcome.IsCanceled.Should().BeTrue();
    }

    [Fact]
    public async Task Kill_ReplicaThatMakesACheck_OthersSayTryAgainAndGoOn()
    {
        await using var cluster = await ServiceCluster.StartAsync(replicas: 3);
        var made = await cluster.StartAsync(0, ServiceCluster.Anna);
        var followed = await cluster.StartAsync(1, ServiceCluster.Bert);
        await cluster.Probe.NextCallAsync();

        await cluster.KillAsync(0);
        var next = await cluster.StartAsync(2, ServiceCluster.Bert);
        (await cluster.Probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        (await next.EndAsync()).Result!.Status.Should().Be(P2PProbeStatus.Responding);
        await followed.LoseAsync();
        (await cluster.FindAsync(1, made.Id)).Refusal.Should().Be(Refusal.Stopping);
        (await cluster.FindAsync(2, followed.Id)).Refusal.Should().Be(Refusal.Stopping);
        (await cluster.Get<IClientLimits>(1).CountCheckAsync(ServiceCluster.Anna)).Should().BeNull();
    }
}

using System.Net;
using System.Net.Sockets;
using Orleans.Concurrency;
using Orleans.Placement;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Grains;

// Two minutes after its last check its limit is full again and its last result is nobody's: nothing is lost with it.
[Reentrant]
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class TargetGrain(CheckDesk desk, CheckStore store, ServerDesk servers, CheckHomes homes, TimeProvider time)
    : Grain,
        ITargetGrain
{
    public Task<StartAnswer?> StartAsync(StartMessage message)
    {
        var id = homes.IdOf(message.Wish);
        if (store.Find(id) is { } begun)
        {
            return Task.FromResult<StartAnswer?>(new StartAnswer(id, begun.Ticket.IsShared, Refusal: null));
        }

        var caller = new Caller(message.Caller);
        var ticket = desk.Start(message.ToSubject(), caller, message.RequestSize, message.DirectOnly, out var refusal);
        if (desk.IsStopping)
        {
            DeactivateOnIdle();
            return Task.FromResult<StartAnswer?>(null);
        }

        if (ticket is null)
        {
            return Task.FromResult<StartAnswer?>(new StartAnswer(Id: null, IsShared: false, RefusalMessage.Of(refusal!)));
        }

        ticket.Id = id;
        ticket.LeaveAtEnd(); // and earlier when its caller's replica says so, which may die
        store.Add(ticket, caller);
        return Task.FromResult<StartAnswer?>(new StartAnswer(id, ticket.IsShared, Refusal: null));
    }

    public async Task<PingAnswer?> PingAsync(IPEndPoint server, IPAddress? caller)
    {
        if (desk.IsStopping)
        {
            DeactivateOnIdle();
            return null;
        }

        try
        {
            var ping = await servers.PingAsync(server, new Caller(caller), CancellationToken.None).ConfigureAwait(true);
            return new PingAnswer(ping.Mean, ping.Refusal is { } refusal ? RefusalMessage.Of(refusal) : null, Fault: null);
        }
        catch (SocketException e)
        {
            return new PingAnswer(Mean: null, Refusal: null, (int)e.SocketErrorCode);
        }
    }

    /// <summary>Stays until the hosts are left, and a second longer: only then may another replica ask.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (desk.IsStopping)
        {
            await desk.StopAsync(cancellationToken).ConfigureAwait(true);
            await Task.Delay(ClusterTimes.HostRest, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}

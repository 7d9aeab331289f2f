using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class CheckStoreTests
{
    private static readonly Caller Caller = new(IPAddress.Loopback);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Add_MoreThanItHolds_DropsTheOldestAndKeepsTheNewest()
    {
        var store = NewStore();
        var ids = Enumerable.Range(0, CheckStore.Capacity + 2).Select(_ => Add(store)).ToList();

        var found = ids.Where(id => store.Find(id) is not null).ToList();

        found.Should().Equal(ids.Skip(2));
    }

    [Fact]
    public void Find_AfterARequestAndTwoMinutes_FindsNothing()
    {
        var store = NewStore();
        var first = Add(store);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Add(store);

        _time.Advance(TimeSpan.FromSeconds(129));

        store.Find(first).Should().BeNull();
        store.Find(second).Should().NotBeNull();
    }

    private static string Add(CheckStore store)
    {
        var check = new HostCheck(
            new CheckSubject(new IPEndPoint(IPAddress.Loopback, 27886)),
            Caller,
            logsIn: true,
            CancellationToken.None
        );
        return store.Add(CheckTicket.TryTake(check, Caller, wantsRelay: false, isShared: false)!, Caller).Id;
    }

    private CheckStore NewStore() => new(Options.Create(new KailleraApiOptions()), _time);
}

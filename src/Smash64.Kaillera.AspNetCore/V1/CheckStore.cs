using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Keeps the last checks for those who know their ids: 128 random bits, so that nobody finds another's.</summary>
/// <remarks>Not a <c>MemoryCache</c>: that turns the newest away when it is full.</remarks>
internal sealed class CheckStore(IOptions<KailleraApiOptions> options, TimeProvider time) : ICheckStore
{
    /// <summary>Some kilobytes each at most; when there are more, the oldest go first.</summary>
    public const int Capacity = 10_000;

    private const int IdLength = 16;

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(2);

    private readonly TimeSpan _keptFor = options.Value.CheckTimeout + KeptAfterEnd;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredCheck> _checks = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long AddedAt)> _oldestFirst = [];

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength));

    /// <summary>Keeps a check.</summary>
    /// <returns>The one that is kept under its id, which may be there already.</returns>
    public StoredCheck Add(CheckTicket ticket, Caller caller)
    {
        var stored = new StoredCheck(ticket.Id ??= NewId(), ticket, caller);
        lock (_lock)
        {
            Forget(room: 1);
            if (!_checks.TryAdd(stored.Id, stored))
            {
                return _checks[stored.Id];
            }

            _oldestFirst.Enqueue((stored.Id, time.GetTimestamp()));
        }

        return stored;
    }

    public StoredCheck? Find(string id)
    {
        lock (_lock)
        {
            Forget(room: 0);
            return _checks.GetValueOrDefault(id);
        }
    }

    ValueTask<StoredCheck> ICheckStore.AddAsync(CheckTicket ticket, Caller caller) => ValueTask.FromResult(Add(ticket, caller));

    ValueTask<CheckLookup> ICheckStore.FindAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CheckLookup(Find(id), Refusal: null));

    private void Forget(int room)
    {
        while (_oldestFirst.TryPeek(out var oldest) && (_checks.Count + room > Capacity || time.GetElapsedTime(oldest.AddedAt) >= _keptFor))
        {
            _oldestFirst.Dequeue();
            _checks.Remove(oldest.Id);
        }
    }
}

/// <param name="Id">What its caller knows it by.</param>
/// <param name="Ticket">His share in it.</param>
/// <param name="Caller">To whom it is explained.</param>
internal sealed record StoredCheck(string Id, CheckTicket Ticket, Caller Caller)
{
    /// <summary>Gets the conversation, which others may share.</summary>
    public HostCheck Check => Ticket.Check;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.Checks;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Keeps the last checks for those who know their ids: 128 random bits, so that nobody finds another's.</summary>
internal sealed class CheckStore(IOptions<KailleraApiOptions> options) : IDisposable
{
    private const int IdLength = 16;

    /// <summary>Some hundred bytes each; when there are more, the oldest go first.</summary>
    private const int Capacity = 10_000;

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Capacity });

    public StoredCheck Add(HostCheck check, bool isShared, Caller caller)
    {
        var stored = new StoredCheck(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength)), check, isShared, caller);
        _cache.Set(
            stored.Id,
            stored,
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.RequestTimeout + KeptAfterEnd }
        );
        return stored;
    }

    public StoredCheck? Find(string id) => _cache.Get<StoredCheck>(id);

    public void Dispose() => _cache.Dispose();
}

/// <param name="Id">What its caller knows it by.</param>
/// <param name="Check">The conversation, which others may share.</param>
/// <param name="IsShared">Whether somebody else had started it.</param>
/// <param name="Caller">To whom it is explained.</param>
internal sealed record StoredCheck(string Id, HostCheck Check, bool IsShared, Caller Caller);

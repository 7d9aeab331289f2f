using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>Who owns which code. A claim counts when its owner has confirmed it, so a forged question takes nothing from anybody.</summary>
internal sealed class CodeBook
{
    private const int MaxPending = 4_096;
    private const int MaxNumber = 999;
    private const int Tries = 64;

    // Prefixes that nobody has to be ashamed of: the fighters of the game.
    private static readonly string[] Prefixes =
    [
        "LINK",
        "FOX",
        "PIKA",
        "KIRB",
        "NESS",
        "YOSH",
        "MARI",
        "LUIG",
        "SAMU",
        "JIGG",
        "FALC",
        "DONK",
    ];

    private static readonly TimeSpan UsePrecision = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _startedAt;
    private readonly IdleOrder<string, Claim> _claims;
    private readonly IdleOrder<string, Claim> _pending = new(MaxPending);
    private readonly Dictionary<string, string> _codeByOwner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pendingByOwner = new(StringComparer.Ordinal);
    private readonly Queue<ClaimChange> _changes = [];

    /// <param name="maxClaims">How many claims are kept; beyond these the one that was idle longest goes.</param>
    /// <param name="startedAt">What the clock says at the time 0.</param>
    /// <param name="claims">Those from before.</param>
    public CodeBook(int maxClaims, DateTimeOffset startedAt, IEnumerable<ConnectCodeClaim> claims)
    {
        _startedAt = startedAt;
        _claims = new IdleOrder<string, Claim>(maxClaims);
        foreach (var claim in claims.Where(IsUsable).OrderBy(static claim => claim.LastUsed))
        {
            Keep(new Claim(claim.Code, claim.Owner) { LastUsed = claim.LastUsed, SavedAt = claim.LastUsed });
        }
    }

    public static string MakeToken() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Takes what has changed, for a store.</summary>
    public bool TryReadChange([NotNullWhen(true)] out ClaimChange? change) => _changes.TryDequeue(out change);

    /// <summary>Tells whether somebody has confirmed a code.</summary>
    public bool IsClaimed(ConnectCode code) => _claims.TryGet(code.ToString(), out _);

    /// <summary>Finds the code of an owner who has confirmed it, and counts that as a use.</summary>
    public bool TryUse(string owner, TimeSpan now, out ConnectCode code)
    {
        code = default;
        if (owner.Length == 0 || !_codeByOwner.TryGetValue(owner, out var text) || !_claims.TryGet(text, out var claim))
        {
            return false;
        }

        code = claim.Code;
        claim.LastUsed = _startedAt + now;
        _claims.Touch(text);
        if (claim.LastUsed - claim.SavedAt > UsePrecision)
        {
            Save(claim);
        }

        return true;
    }

    /// <summary>Tells whether a code is free for somebody.</summary>
    public bool IsFree(ConnectCode code, string owner, TimeSpan now) =>
        _claims.TryGet(code.ToString(), out var claim)
            ? claim.Owner == owner
            : !_pending.TryGet(code.ToString(), out var pending) || IsOver(pending, now) || pending.Owner == owner;

    /// <summary>Tells whether a code waits for this asker to confirm it: then the answer was lost.</summary>
    public bool IsSetAsideFor(ConnectCode code, IPEndPoint asker, TimeSpan now) =>
        !IsClaimed(code) && _pending.TryGet(code.ToString(), out var pending) && !IsOver(pending, now) && asker.Equals(pending.Asker);

    /// <summary>Tells whether an owner has a code.</summary>
    public bool IsOwner(string owner) => _codeByOwner.ContainsKey(owner);

    /// <summary>Finds a free code with a prefix, or any at all.</summary>
    public bool TryFindFree(string? prefix, TimeSpan now, out ConnectCode code)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var letters = prefix ?? Prefixes[RandomNumberGenerator.GetInt32(Prefixes.Length)];
            var number = RandomNumberGenerator.GetInt32(1, MaxNumber + 1).ToString(CultureInfo.InvariantCulture);
            if (ConnectCode.TryParse($"{letters}@{number}", out code) && IsFree(code, owner: string.Empty, now))
            {
                return true;
            }
        }

        code = default;
        return false;
    }

    /// <summary>Sets a code aside until its owner confirms it. Whoever asks again from the same place gets the same answer.</summary>
    /// <returns>The owner's secret.</returns>
    public string SetAside(ConnectCode code, string owner, IPEndPoint asker, TimeSpan now)
    {
        var text = code.ToString();
        if (_pending.TryGet(text, out var pending) && !IsOver(pending, now) && asker.Equals(pending.Asker))
        {
            return pending.Owner;
        }

        var isKnown = owner.Length > 0 && _codeByOwner.ContainsKey(owner);
        var claim = new Claim(code, isKnown ? owner : MakeToken()) { Asker = asker, SetAsideAt = now };
        if (pending is not null)
        {
            _pendingByOwner.Remove(pending.Owner);
        }

        if (_pending.Add(text, claim) is { } gone)
        {
            _pendingByOwner.Remove(gone.Owner);
        }

        _pendingByOwner[claim.Owner] = text;
        return claim.Owner;
    }

    /// <summary>Confirms a claim; an owner who has another code gives that up.</summary>
    public bool TryConfirm(string owner, TimeSpan now)
    {
        if (!_pendingByOwner.Remove(owner, out var text) || !_pending.TryGet(text, out var claim))
        {
            return owner.Length > 0 && _codeByOwner.ContainsKey(owner); // said twice
        }

        _pending.Remove(text);
        if (IsOver(claim, now) || (_claims.TryGet(text, out var other) && other.Owner != owner))
        {
            return false;
        }

        TryRelease(owner);
        claim.LastUsed = _startedAt + now;
        Keep(claim);
        Save(claim);
        return true;
    }

    /// <summary>Gives a code back.</summary>
    public bool TryRelease(string owner)
    {
        if (owner.Length == 0 || !_codeByOwner.Remove(owner, out var text))
        {
            return false;
        }

        if (_claims.TryGet(text, out var claim))
        {
            _claims.Remove(text);
            _changes.Enqueue(new ClaimChange(claim.Code, Claim: null));
        }

        return true;
    }

    /// <summary>Gives up what nobody has used for 90 days.</summary>
    public void GiveUpIdle(TimeSpan now)
    {
        while (_claims.Idlest is { } claim && _startedAt + now - claim.LastUsed > RendezvousProtocol.ClaimLifetime)
        {
            TryRelease(claim.Owner);
        }
    }

    private static bool IsOver(Claim claim, TimeSpan now) => now - claim.SetAsideAt > RendezvousProtocol.ClaimTimeout;

    private bool IsUsable(ConnectCodeClaim claim) =>
        claim is { Code.IsClaimed: true, Owner.Length: > 0 } && _startedAt - claim.LastUsed <= RendezvousProtocol.ClaimLifetime;

    private void Keep(Claim claim)
    {
        if (_claims.Add(claim.Code.ToString(), claim) is { } gone)
        {
            _codeByOwner.Remove(gone.Owner);
            _changes.Enqueue(new ClaimChange(gone.Code, Claim: null));
        }

        _codeByOwner[claim.Owner] = claim.Code.ToString();
    }

    private void Save(Claim claim)
    {
        claim.SavedAt = claim.LastUsed;
        _changes.Enqueue(new ClaimChange(claim.Code, new ConnectCodeClaim(claim.Code, claim.Owner, claim.LastUsed)));
    }

    private sealed class Claim(ConnectCode code, string owner)
    {
        public ConnectCode Code => code;

        public string Owner => owner;

        public IPEndPoint? Asker { get; init; }

        public TimeSpan SetAsideAt { get; init; }

        public DateTimeOffset LastUsed { get; set; }

        public DateTimeOffset SavedAt { get; set; }
    }
}

/// <summary>What has changed for a store.</summary>
/// <param name="Code">Which code.</param>
/// <param name="Claim">Whose it is now, or <see langword="null"/> for nobody's.</param>
internal sealed record ClaimChange(ConnectCode Code, ConnectCodeClaim? Claim);

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>
/// The hosts that wait. Whoever has proved that answers reach him, by naming his token, loses his place to nobody who has not; so a flood of
/// forged registrations costs no host his session.
/// </summary>
/// <param name="capacity">How many hosts wait at most.</param>
/// <param name="perAddress">How many of them at one address.</param>
internal sealed class SessionBook(int capacity, int perAddress)
{
    private const int CodeLength = 6;
    private const string CodeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // none that are taken for another

    private readonly IdleOrder<string, CodeSession> _proved = new(capacity);
    private readonly IdleOrder<string, CodeSession> _unproved = new(Math.Max(1, capacity / 4));
    private readonly Dictionary<string, CodeSession> _byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<IPEndPoint, CodeSession> _registered = [];
    private readonly Dictionary<IPAddress, int> _provedAt = [];

    public int Count => _proved.Count + _unproved.Count;

    /// <summary>Makes a session with a code of its own, or finds the one that the same socket has: clients repeat themselves.</summary>
    public CodeSession Register(IPEndPoint host, TimeSpan now)
    {
        if (_registered.TryGetValue(host, out var session))
        {
            session.LastHeard = now;
            return session;
        }

        session = new CodeSession(MakeCode(), CodeBook.MakeToken()) { Host = host, LastHeard = now };
        Forget(_unproved.Add(session.Code.ToString(), session));
        _byToken[session.Token] = session;
        _registered[host] = session;
        return session;
    }

    /// <summary>Opens the session of a claimed code, whose owner has proved himself; another one of his ends.</summary>
    /// <returns>Whether there is room.</returns>
    public bool TryOpen(ConnectCode code, IPEndPoint host, TimeSpan now, [NotNullWhen(true)] out CodeSession? session)
    {
        if (TryFind(code, out session) && session.Host.Equals(host))
        {
            Keep(session, host, now);
            return true;
        }

        TryClose(code);
        session = null;
        if (IsTooMany(host.Address, now))
        {
            return false;
        }

        session = new CodeSession(code, CodeBook.MakeToken()) { Host = host, LastHeard = now };
        Prove(session);
        return true;
    }

    /// <summary>Hears from a host by its token; its end point is the one it sends from.</summary>
    public bool TryKeep(string token, IPEndPoint host, TimeSpan now)
    {
        if (!_byToken.TryGetValue(token, out var session))
        {
            return false;
        }

        if (_unproved.TryGet(session.Code.ToString(), out _))
        {
            if (IsTooMany(host.Address, now))
            {
                return false;
            }

            _unproved.Remove(session.Code.ToString());
            Prove(session);
        }

        Keep(session, host, now);
        return true;
    }

    /// <summary>Hears from the owner of a claimed code.</summary>
    public bool TryKeep(ConnectCode code, IPEndPoint host, TimeSpan now)
    {
        if (!TryFind(code, out var session))
        {
            return false;
        }

        Keep(session, host, now);
        return true;
    }

    /// <summary>Tells whether somebody has this token.</summary>
    public bool IsKnown(string token) => _byToken.ContainsKey(token);

    public bool TryClose(string token) => _byToken.TryGetValue(token, out var session) && TryClose(session.Code);

    public bool TryClose(ConnectCode code)
    {
        if (!TryFind(code, out var session))
        {
            return false;
        }

        _proved.Remove(code.ToString());
        _unproved.Remove(code.ToString());
        Forget(session);
        return true;
    }

    public bool TryFind(ConnectCode code, [NotNullWhen(true)] out CodeSession? session) =>
        _proved.TryGet(code.ToString(), out session) || _unproved.TryGet(code.ToString(), out session);

    private ConnectCode MakeCode()
    {
        while (true)
        {
            if (ConnectCode.TryParse(RandomNumberGenerator.GetString(CodeLetters, CodeLength), out var code) && !TryFind(code, out _))
            {
                return code;
            }
        }
    }

    private void Prove(CodeSession session)
    {
        session.IsProved = true;
        AddTo(session.Host.Address, 1);
        Forget(_proved.Add(session.Code.ToString(), session));
    }

    // The places of those who fell silent are free again.
    private bool IsTooMany(IPAddress address, TimeSpan now)
    {
        while (
            (_provedAt.GetValueOrDefault(address) >= perAddress || _proved.IsFull) && _proved.Idlest is { } idlest && idlest.IsSilent(now)
        )
        {
            TryClose(idlest.Code);
        }

        return _provedAt.GetValueOrDefault(address) >= perAddress || _proved.IsFull;
    }

    private void Keep(CodeSession session, IPEndPoint host, TimeSpan now)
    {
        session.LastHeard = now;
        _proved.Touch(session.Code.ToString());
        if (session.Host.Equals(host))
        {
            return;
        }

        if (_registered.Remove(session.Host))
        {
            _registered[host] = session;
        }

        AddTo(session.Host.Address, -1);
        AddTo(host.Address, 1);
        session.Host = host;
    }

    private void Forget(CodeSession? session)
    {
        if (session is null)
        {
            return;
        }

        _byToken.Remove(session.Token);
        _registered.Remove(session.Host);
        if (session.IsProved)
        {
            AddTo(session.Host.Address, -1);
        }
    }

    private void AddTo(IPAddress address, int by)
    {
        var count = _provedAt.GetValueOrDefault(address) + by;
        if (count > 0)
        {
            _provedAt[address] = count;
        }
        else
        {
            _provedAt.Remove(address);
        }
    }
}

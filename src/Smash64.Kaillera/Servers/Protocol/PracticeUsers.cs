using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Who has a place on a practice server, and who is listed.</summary>
internal sealed class PracticeUsers
{
    private readonly PracticeContext _context;
    private readonly IPracticePorts _ports;
    private readonly int _doorwayPort;
    private readonly SortedDictionary<ushort, PracticeUser> _users = [];
    private readonly Dictionary<int, PracticeUser> _byPort = [];
    private readonly Dictionary<IPEndPoint, PracticeUser> _byEndPoint = [];
    private readonly HashSet<ushort> _pretendedIds = [];
    private readonly Queue<int> _unusedPorts = [];
    private ushort _lastId;

    public PracticeUsers(PracticeContext context, IPracticePorts ports, int doorwayPort, ushort firstId)
    {
        _context = context;
        _ports = ports;
        _doorwayPort = doorwayPort;
        _lastId = (ushort)(firstId - 1);
        Pretended = [.. context.Options.PretendedUsers.Select(user => user with { Id = NextId(), EndPoint = null })];
        _pretendedIds = [.. Pretended.Select(user => (ushort)user.Id)];
    }

    public IReadOnlyList<KailleraPracticeUser> Pretended { get; }

    /// <summary>Gets everybody who is listed, those who are pretended first.</summary>
    public IReadOnlyList<KailleraPracticeUser> AsListed => [.. Pretended, .. Listed.Select(user => user.Describe())];

    /// <summary>Gets everybody with a place, in the order of their numbers. It may be changed while it is walked through.</summary>
    public IReadOnlyList<PracticeUser> All => [.. _users.Values];

    /// <summary>Gets everybody who is listed, in the same manner.</summary>
    public IReadOnlyList<PracticeUser> Listed => [.. _users.Values.Where(user => user.Stage is PracticeUserStage.LoggedIn)];

    public bool AreFull => _users.Count >= _context.Options.MaxUsers;

    private bool HavePortsOfTheirOwn => _context.Options.Ports is KailleraPracticePorts.PerUser;

    /// <summary>Holds a place for somebody.</summary>
    /// <returns>The place, or <see langword="null"/> when no port is to be had.</returns>
    public PracticeUser? Promise(IPEndPoint sender)
    {
        var port = HavePortsOfTheirOwn ? _ports.Open() : _doorwayPort;
        if (port is not { } number)
        {
            return null;
        }

        var user = new PracticeUser(_context, NextId(), new IPEndPoint(sender.Address, sender.Port), number);
        _users.Add(user.Id, user);
        if (HavePortsOfTheirOwn)
        {
            _byPort.Add(number, user);
        }
        else
        {
            _byEndPoint.Add(user.Promised, user);
        }

        return user;
    }

    public PracticeUser? Find(int localPort, IPEndPoint sender) =>
        HavePortsOfTheirOwn ? _byPort.GetValueOrDefault(localPort) : _byEndPoint.GetValueOrDefault(sender);

    public void Remove(PracticeUser user)
    {
        user.Outbox.Hurry();
        user.Stage = PracticeUserStage.Gone;
        _users.Remove(user.Id);
        if (HavePortsOfTheirOwn)
        {
            _byPort.Remove(user.Port);
            _unusedPorts.Enqueue(user.Port);
        }
        else
        {
            _byEndPoint.Remove(user.Promised);
        }
    }

    /// <summary>Takes back the ports of those who are gone. What was said to them must have been taken for sending before.</summary>
    public void ClosePorts()
    {
        while (_unusedPorts.TryDequeue(out var port))
        {
            _ports.Close(port);
        }
    }

    public void TellListed(KailleraMessageType type, byte[] body)
    {
        foreach (var user in Listed)
        {
            user.Outbox.Say(type, body);
        }
    }

    // There are far more numbers than places.
    private ushort NextId()
    {
        do
        {
            _lastId++;
        } while (_lastId is 0 or KailleraProtocol.NoUser || _users.ContainsKey(_lastId) || _pretendedIds.Contains(_lastId));

        return _lastId;
    }
}

using System.Globalization;

namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>The n02 of RMG-K as a host: registers every 2 s, keeps every 10 s, punches ten times at once and ten a second for 15 s.</summary>
internal sealed class CodeClient(IPEndPoint rendezvous) : IModelClient
{
    private TimeSpan _next;
    private string? _token;
    private IPEndPoint? _peer;
    private TimeSpan _punchAt = TimeSpan.MaxValue;
    private TimeSpan _punchEnd;
    private int _burst;

    public string? Code { get; private set; }

    public TimeSpan WakeUp => _next < _punchAt ? _next : _punchAt;

    public IEnumerable<(IPEndPoint To, byte[] Datagram)> Advance(TimeSpan now)
    {
        if (now >= _next)
        {
            _next = now + TimeSpan.FromSeconds(_token is null ? 2 : 10);
            yield return (rendezvous, Text(_token is null ? "REG|1" : $"KEEP|{_token}"));
        }

        for (; now >= _punchAt; _burst--)
        {
            if (_burst <= 1)
            {
                _punchAt = now + TimeSpan.FromSeconds(0.1) < _punchEnd ? now + TimeSpan.FromSeconds(0.1) : TimeSpan.MaxValue;
            }

            yield return (_peer!, Text($"PUNCH|{_token}"));
        }
    }

    public bool Receive(byte[] datagram, IPEndPoint sender, TimeSpan now)
    {
        var fields = Encoding.ASCII.GetString(datagram).TrimStart('\0').Split('|');
        if (fields[0] != "N02TRAV1")
        {
            return false;
        }

        if (fields[1] == "REGOK" && fields.Length == 6)
        {
            (Code, _token, _next) = (fields[2], fields[3], now + TimeSpan.FromSeconds(10));
        }
        else if (fields[1] == "PEER" && fields[2] == _token)
        {
            _peer = new IPEndPoint(IPAddress.Parse(fields[3]), int.Parse(fields[4], CultureInfo.InvariantCulture));
            (_punchAt, _punchEnd, _burst) = (now, now + TimeSpan.FromSeconds(15), 10);
        }

        return true;
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes($"\0N02TRAV1|{text}");
}

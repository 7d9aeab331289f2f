namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>
/// Looks at every datagram of a probe and writes down each breach of the rules for doing no harm. It knows the rules of
/// the wire by itself and asks neither conversation.
/// </summary>
internal sealed class ProbeWatcher
{
    private bool _loginWasAnswered;
    private int _last = 255;

    public List<string> Breaches { get; } = [];

    public int Knocks { get; private set; }

    public int LoginDatagrams { get; private set; }

    public int Exits { get; private set; }

    public int Bytes { get; private set; }

    /// <summary>Gets a value indicating whether any answer at all reached the probe.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>Gets a value indicating whether an answer to a login reached the probe.</summary>
    public bool LoginWasAnswered => _loginWasAnswered;

    /// <summary>Gets a value indicating whether a login reached the host.</summary>
    public bool LoginArrived { get; private set; }

    public void Sent(byte[] datagram)
    {
        Bytes += datagram.Length;
        if (datagram is [0, ..])
        {
            Knocks++;
            Check(datagram.AsSpan().SequenceEqual("\0PINGRQ\0"u8), "a raw frame that is no PINGRQ");
            return;
        }

        if (datagram.AsSpan().SequenceEqual("PING\0"u8))
        {
            return;
        }

        var serials = Parse(datagram, out var types);
        var newest = serials[0];
        for (var i = 1; i < serials.Count; i++)
        {
            Check(serials[i] == serials[i - 1] - 1, $"serial {serials[i]} behind {serials[i - 1]}");
        }

        if (types[0] == 0x0A)
        {
            Exits++;
            Check(newest == 14 && serials[^1] == 1 && serials.Count == 14, $"an EXIT with serials {newest} to {serials[^1]}");
            Check(_loginWasAnswered, "an EXIT to a host that had not answered");
        }
        else
        {
            LoginDatagrams++;
            Check(!types.Contains(0x0A), "an EXIT that is not the newest instruction");
            Check(serials[^1] == 0, $"a history that ends at serial {serials[^1]}");
            Check(_loginWasAnswered || newest <= 3, $"serial {newest} before an answer");
        }
    }

    /// <summary>Follows the window of a host that only this probe talks to: nothing it takes may leave a gap.</summary>
    public void Arrived(byte[] datagram)
    {
        if (datagram is not [> 0 and < 15, ..])
        {
            return;
        }

        var serials = Parse(datagram, out var types);
        LoginArrived |= types.Contains(0x00);
        var step = (serials[0] - _last) & 0xFF;
        if (step is 0 or > 14)
        {
            return;
        }

        for (var missing = 1; missing <= step; missing++)
        {
            Check(serials.Contains((_last + missing) & 0xFF), $"a gap at serial {(_last + missing) & 0xFF} behind {_last}");
        }

        _last = types.Contains(0x0A) ? 255 : serials[0];
    }

    public void Answered(byte[] datagram)
    {
        WasAnswered = true;
        _loginWasAnswered |= datagram is [> 0 and < 15, ..];
    }

    private static List<int> Parse(byte[] datagram, out List<int> types)
    {
        var serials = new List<int>();
        types = [];
        var at = 1;
        for (var i = 0; i < datagram[0]; i++)
        {
            serials.Add(datagram[at]);
            types.Add(datagram[at + 2]);
            at += 2 + datagram[at + 1];
        }

        return serials;
    }

    private void Check(bool holds, string breach)
    {
        if (!holds)
        {
            Breaches.Add(breach);
        }
    }
}

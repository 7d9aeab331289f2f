namespace Smash64.Kaillera.Console.Input;

/// <summary>Reads where a rendezvous or a relay is: a name or an address, with or without a port.</summary>
internal static class ThirdParty
{
    /// <exception cref="CommandException">A rule is broken.</exception>
    public static DnsEndPoint Read(string? text, string defaultHost, int defaultPort)
    {
        if (text is null)
        {
            return new DnsEndPoint(defaultHost, defaultPort);
        }

        var read = HostText.ReadAny(text, portText: null);
        return new DnsEndPoint(read.Host, read.Port == 0 ? defaultPort : read.Port);
    }

    public static DnsEndPoint ReadRendezvous(string? text) => Read(text, KailleraDefaults.RendezvousHost, KailleraDefaults.RendezvousPort);

    public static DnsEndPoint ReadRelay(string? text) =>
        Read(text, KailleraDefaults.AutopunchRelayHost, KailleraDefaults.AutopunchRelayPort);
}

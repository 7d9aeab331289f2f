namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Hosts on free ports of this machine, and ports where nobody is.</summary>
internal static class PracticeHosts
{
    public const string UserName = "Ness";
    public const string Game = "SMASH BROTHERS";

    public static Task<P2PHost> StartAsync(P2PHostGeneration generation = P2PHostGeneration.Second, string address = "127.0.0.1") =>
        P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Parse(address),
                Port = 0,
                UserName = UserName,
                Game = Game,
                Generation = generation,
            }
        );
}

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>Kaillera servers to ask, on free ports of this machine.</summary>
internal static class PracticeServer
{
    public static Task<KailleraPracticeServer> StartAsync(Action<KailleraPracticeServerOptions>? configure = null)
    {
        var options = new KailleraPracticeServerOptions { Address = IPAddress.Loopback, Port = 0, MaxPing = null };
        configure?.Invoke(options);
        return KailleraPracticeServer.StartAsync(options);
    }
}

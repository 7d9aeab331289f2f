namespace Smash64.Kaillera.Orleans.Tests.Replicas;

/// <summary>TCP ports of this machine.</summary>
internal static class TcpPort
{
    /// <summary>Finds a port on which nothing listens, as far as one can know.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

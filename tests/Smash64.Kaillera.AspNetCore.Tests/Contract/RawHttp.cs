namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>HTTP by hand, for what no HTTP client sends.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<string> AskAsync(Uri service, string request)
    {
        using var http = new RawHttp();
        await http.ConnectAsync(service);
        await http.SendAsync(request);
        return await http.ReadToEndAsync();
    }

    public Task ConnectAsync(Uri service) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, service.Port));

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads the answer of a service that closes the connection behind it.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = new NetworkStream(_socket);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(deadline.Token);
    }

    public void Dispose() => _socket.Dispose();
}

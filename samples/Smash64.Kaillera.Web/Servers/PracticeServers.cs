using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Web.Servers;

/// <summary>
/// Kaillera servers in this process, and one that is none, so that the page has something to show without a list and without
/// internet. In Development only.
/// </summary>
internal sealed partial class PracticeServers(TimeProvider time, ILogger<PracticeServers> logger) : IHostedService, IAsyncDisposable
{
    private const int MaxUsers = 30;

    private readonly ConcurrentBag<KailleraPracticeServer> _servers = [];

    /// <summary>Gets the list that names them, in the public lists' format; <see langword="null"/> if they could not be started.</summary>
    public byte[]? List { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = new StringBuilder();
            foreach (var (name, users, games) in new[] { ("A busy evening", 12, 4), ("A quiet morning", 2, 1), ("Nobody home", 0, 0) })
            {
                var server = await KailleraPracticeServer.StartAsync(Pretend(users, games), time, cancellationToken);
                _servers.Add(server);
                Append(list, name, server.EndPoint, users, games);
            }

            Append(list, "Switched off", FindClosedPort(), users: 0, games: 0);
            StartedAt = time.GetUtcNow();
            List = Encoding.UTF8.GetBytes(list.ToString());
        }
        catch (SocketException e)
        {
            LogNotStarted(e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        List = null;
        while (_servers.TryTake(out var server)) // the host stops and disposes of services, and not always in turn
        {
            await server.DisposeAsync();
        }
    }

    private static KailleraPracticeServerOptions Pretend(int users, int games) =>
        new()
        {
            Address = IPAddress.Loopback,
            Port = 0,
            MaxUsers = MaxUsers,
            PretendedUsers =
            [
                .. Enumerable
                    .Range(1, users)
                    .Select(number => new KailleraPracticeUser($"Player {number}") { Ping = TimeSpan.FromMilliseconds(20 * number) }),
            ],
            PretendedGames =
            [
                .. Enumerable
                    .Range(1, games)
                    .Select(number => new KailleraPracticeGame("SMASH BROTHERS") { Owner = $"Player {number}", MaxPlayers = 4 }),
            ],
        };

    private static void Append(StringBuilder list, string name, IPEndPoint server, int users, int games) =>
        list.Append(CultureInfo.InvariantCulture, $"{name}\n{server};{users}/{MaxUsers};{games};0.86;Practice, this computer\n");

    // It was free a moment ago, and ports are handed out in turn.
    private static IPEndPoint FindClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    [LoggerMessage(4002, LogLevel.Warning, "The practice servers could not be started.")]
    private partial void LogNotStarted(Exception exception);
}

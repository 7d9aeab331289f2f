using System.Net.Sockets;
using Smash64.Kaillera.Nat.Waiting.Protocol;

namespace Smash64.Kaillera.Nat.Waiting;

/// <summary>
/// Shows a list of waiting games over HTTP, where no web server is at hand: <c>/plist.txt</c> for today's clients, <c>/</c> for older
/// ones.
/// </summary>
/// <remarks>
/// HTTP/1.1 without encryption, as clients ask for it; GET and HEAD, one answer for each connection. At most
/// <see cref="MaxConnections"/> connections are served at a time and the others wait; a request has 4 KiB and 5 seconds to come, an answer
/// 10 seconds to go, and a list is written anew once a second at most. Nothing that a visitor does makes it end.
/// </remarks>
public sealed class WaitingGamesPage : IAsyncDisposable
{
    /// <summary>How many connections are served at a time: 64.</summary>
    public const int MaxConnections = 64;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FaultPause = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly WaitingPages _pages;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places = new(MaxConnections);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private int _isDisposed;

    private WaitingGamesPage(TcpListener listener, WaitingPages pages, TimeProvider time)
    {
        _listener = listener;
        _pages = pages;
        _time = time;
        EndPoint = (IPEndPoint)listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>Gets where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts a page.</summary>
    /// <param name="address">The local IPv4 address to listen on.</param>
    /// <param name="port">The TCP port: 0 (any free one) to 65535. Clients ask at the server's UDP port, 27887.</param>
    /// <param name="games">Gives the list: <see cref="WaitingGamesServer.Games"/>. Called from any thread.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <returns>A page that listens.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="games"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address or the port breaks its rule.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static WaitingGamesPage Start(
        IPAddress address,
        int port,
        Func<IReadOnlyList<WaitingGame>> games,
        TimeProvider? timeProvider = null
    )
    {
        ArgumentNullException.ThrowIfNull(games);
        OptionRules.ThrowIfAny(OptionRules.Broken(OptionRules.LocalAddress(nameof(address), address)), nameof(address));
        OptionRules.ThrowIfAny(OptionRules.Broken(OptionRules.LocalPort(nameof(port), port)), nameof(port));

        var time = timeProvider ?? TimeProvider.System;
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return new WaitingGamesPage(listener, new WaitingPages(games, time), time);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Ends the page, and every connection.</summary>
    /// <returns>A task that completes when the port is free and nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        for (var i = 0; i < MaxConnections; i++)
        {
            await _places.WaitAsync().ConfigureAwait(false); // whoever is served gives his place back
        }

        _closing.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_closing.Token).ConfigureAwait(false);
                if (await TryAcceptAsync().ConfigureAwait(false) is { } visitor)
                {
                    _ = ServeAsync(visitor);
                }
                else
                {
                    _places.Release();
                    await Task.Delay(FaultPause, _time, _closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page ends.
        }
    }

    private async Task<Socket?> TryAcceptAsync()
    {
        try
        {
            return await _listener.AcceptSocketAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or OperationCanceledException)
        {
            return null; // gone before it was accepted, this program has too much open, or the page ends
        }
    }

    private async Task ServeAsync(Socket visitor)
    {
        try
        {
            using var socket = visitor;
            var stream = new NetworkStream(socket);
            await using (stream.ConfigureAwait(false))
            {
                using var patience = new CancellationTokenSource(RequestTimeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _closing.Token);
                var request = await ReadAsync(stream, either.Token).ConfigureAwait(false);
                patience.CancelAfter(AnswerTimeout);
                await stream.WriteAsync(_pages.Answer(request.Span), either.Token).ConfigureAwait(false);
                socket.Shutdown(SocketShutdown.Send);
                patience.CancelAfter(FarewellTimeout);
                await PassOverAsync(stream, either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // A visitor who breaks off or takes too long, or a list that can't be had: it costs nobody else anything.
        }
        finally
        {
            _places.Release();
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var room = new byte[HttpRequestHead.MaxLength];
        var length = 0;
        while (length < room.Length && !HttpRequestHead.IsWhole(room.AsSpan(0, length)))
        {
            var read = await stream.ReadAsync(room.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return room.AsMemory(0, length);
    }

    // A socket that is closed with something unread in it takes its answer back.
    private static async Task PassOverAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var room = new byte[HttpRequestHead.MaxLength];
        while (await stream.ReadAsync(room, cancellationToken).ConfigureAwait(false) > 0)
        {
            // Until he has closed his side, or the time is over.
        }
    }
}

using System.Net.Sockets;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat;

/// <summary>
/// A small STUN server: it tells whoever asks from which address and port he is seen, and where he can ask as well (RFC 8489, RFC 5780).
/// </summary>
/// <remarks>
/// It answers binding requests and nothing else, with at most twice the bytes of the question, and within limits. It authenticates
/// nobody, keeps nothing of anybody for longer than a second, and offers no CHANGE-REQUEST.
/// </remarks>
public sealed class StunServer : IAsyncDisposable
{
    private readonly IReadOnlyList<ListeningRun<object>> _runs;

    private StunServer(IReadOnlyList<ListeningRun<object>> runs, IReadOnlyList<IPEndPoint> endPoints)
    {
        _runs = runs;
        EndPoints = endPoints;
    }

    /// <summary>Gets where it listens: the first address with its ports, then the second.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock of the limits; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Not used after the server has started: dispose of the server to end it.</param>
    /// <returns>A server that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">A port is taken, or an address is not this machine's.</exception>
    public static async Task<StunServer> StartAsync(
        StunServerOptions? options = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var settings = (options ?? new StunServerOptions()).Checked();
        List<DatagramSockets> opened = [];
        try
        {
            var places = Open(settings, opened);
            var runs = opened
                .Select(
                    (sockets, i) => new ListeningRun<object>(sockets, new StunResponder(FindOthers(places, i, settings), settings), timeProvider ?? TimeProvider.System)
                )
                .ToList();
            return new StunServer(runs, [.. places.SelectMany(static ports => ports)]);
        }
        catch
        {
            foreach (var sockets in opened)
            {
                await sockets.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Ends the server.</summary>
    /// <returns>A task that completes when the ports are free.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Opens one or two addresses, with the same one or two ports each.</summary>
    private static List<IReadOnlyList<IPEndPoint>> Open(StunServerOptions settings, List<DatagramSockets> opened)
    {
        List<int> ports = settings.OtherPort is { } other ? [settings.Port, other] : [settings.Port];
        List<IPAddress> addresses = settings.OtherAddress is { } second ? [settings.Address, second] : [settings.Address];
        List<IReadOnlyList<IPEndPoint>> places = [];
        foreach (var address in addresses)
        {
            var sockets = new DatagramSockets(address);
            opened.Add(sockets);
            IReadOnlyList<IPEndPoint> place = [.. ports.Select(sockets.Open)];
            places.Add(place);
            ports = [.. place.Select(static endPoint => endPoint.Port)]; // the second address has the ports that the first has found
        }

        return places;
    }

    // As far away as can be: the other address, the other port, or both.
    private static Dictionary<int, IPEndPoint> FindOthers(List<IReadOnlyList<IPEndPoint>> places, int place, StunServerOptions settings)
    {
        var otherPlace = places[places.Count - 1 - place];
        var address = settings.OtherAddress is null ? settings.PublicAddress ?? settings.Address : otherPlace[0].Address;
        var hasOther = (places.Count > 1 || otherPlace.Count > 1) && !IPAddress.Any.Equals(address);
        return hasOther
            ? places[place].Select((endPoint, i) => (endPoint.Port, Other: new IPEndPoint(address, otherPlace[otherPlace.Count - 1 - i].Port))).ToDictionary(static pair => pair.Port, static pair => pair.Other)
            : [];
    }
}

using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Asks hosts by their connect codes. All members are safe for use by several threads.</summary>
/// <remarks>
/// It is the P2P probe over another path: what is said to the host, and how it is left, is <see cref="P2PProbe"/>'s. <see cref="DisposeAsync"/>
/// waits until all hosts are left.
/// </remarks>
public sealed class ConnectCodeProbe : IConnectCodeProbe, IAsyncDisposable
{
    private const int MaxShared = 1_024;

    private readonly TimeProvider _time;
    private readonly P2PProbe _probe;
    private readonly Dictionary<(ConnectCode, DnsEndPoint, P2PProbeMode), (ConnectCodeResult Result, long At)> _shared = [];
    private readonly Dictionary<(ConnectCode, DnsEndPoint), Task> _running = [];

    /// <summary>Initializes a probe.</summary>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    public ConnectCodeProbe(TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        _probe = new P2PProbe(options: null, _time);
    }

    /// <inheritdoc/>
    public async Task<ConnectCodeResult> ProbeAsync(
        ConnectCode code,
        ConnectCodeProbeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        if (code == default)
        {
            throw new ArgumentException("A code is needed: ConnectCode.TryParse reads one.", nameof(code));
        }

        var settings = (options ?? new ConnectCodeProbeOptions()).Checked();
        var key = (code, settings.Rendezvous, settings.Host.Mode);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!TryTakeTurn(key, turn.Task, out var shared, out var other))
        {
            if (shared is not null)
            {
                return shared;
            }

            await other!.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var result = await AskAsync(code, settings, cancellationToken).ConfigureAwait(false);
            Share(key, result);
            return result;
        }
        finally
        {
            GiveTurn(key);
            turn.SetResult();
        }
    }

    /// <summary>Waits until all hosts are left that probes had logged in to.</summary>
    /// <returns>A task that completes when nothing is under way any more.</returns>
    public ValueTask DisposeAsync() => _probe.DisposeAsync();

    private async Task<ConnectCodeResult> AskAsync(ConnectCode code, ConnectCodeProbeOptions settings, CancellationToken cancellationToken)
    {
        var rendezvous = await HostNames.FindAsync(settings.Rendezvous, cancellationToken).ConfigureAwait(false);
        var host = settings.Host;
        host.Path = new ConnectCodePath(code);
        host.HideAddresses = true; // It is a player's address, and nobody gave it to us.
        return ConnectCodeResult.From(code, await _probe.ProbeAsync(rendezvous, host, cancellationToken).ConfigureAwait(false));
    }

    // Two joiners of one code at a time are one too many: the second would be told that the host is busy with the first.
    private bool TryTakeTurn(
        (ConnectCode Code, DnsEndPoint Rendezvous, P2PProbeMode) key,
        Task turn,
        out ConnectCodeResult? shared,
        out Task? other
    )
    {
        lock (_shared)
        {
            var isKnown = _shared.TryGetValue(key, out var known) && _time.GetElapsedTime(known.At) < RendezvousProtocol.CheckTurn;
            (shared, other) = (isKnown ? known.Result : null, null);
            return !isKnown
                && (!_running.TryGetValue((key.Code, key.Rendezvous), out other) && _running.TryAdd((key.Code, key.Rendezvous), turn));
        }
    }

    private void GiveTurn((ConnectCode Code, DnsEndPoint Rendezvous, P2PProbeMode) key)
    {
        lock (_shared)
        {
            _running.Remove((key.Code, key.Rendezvous));
        }
    }

    private void Share((ConnectCode, DnsEndPoint, P2PProbeMode) key, ConnectCodeResult result)
    {
        lock (_shared)
        {
            if (_shared.Count >= MaxShared)
            {
                foreach (var old in _shared.Where(known => _time.GetElapsedTime(known.Value.At) >= RendezvousProtocol.CheckTurn).ToList())
                {
                    _shared.Remove(old.Key);
                }
            }

            // Only what cost a host something is shared; a code that nobody has yet may have a host a second later.
            if (_shared.Count < MaxShared && result.EndPoint is not null)
            {
                _shared[key] = (result, _time.GetTimestamp());
            }
        }
    }
}

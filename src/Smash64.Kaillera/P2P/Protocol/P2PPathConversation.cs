using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// A probe's conversation over a path, through one socket: first the path alone, then both, the path keeping the way open around
/// what the probe says. The probe's times begin when it may speak.
/// </summary>
internal sealed class P2PPathConversation(IP2PPathFinder path, P2PProbeConversation probe) : IManySidedConversation
{
    private TimeSpan? _probeStart;
    private IPEndPoint? _host;
    private bool _isStopped;
    private int _pathSent;
    private int _pathReceived;
    private TimeSpan _lastStep;

    /// <summary>Gets whom the probe talks to, or has talked to; <see langword="null"/> while it has not begun.</summary>
    public IPEndPoint? Host => _host;

    /// <inheritdoc/>
    public IPEndPoint Destination { get; private set; } = new(IPAddress.None, 0);

    /// <inheritdoc/>
    public bool IsFinished => _probeStart is null ? _isStopped || path.HasFailed : probe.IsFinished;

    /// <inheritdoc/>
    public bool IsDecided => IsFinished || (_probeStart is not null && probe.IsDecided);

    /// <inheritdoc/>
    public bool IsSeated => probe.IsSeated;

    /// <inheritdoc/>
    public TimeSpan Pause => ((IVisitConversation)probe).Pause;

    /// <inheritdoc/>
    public int DatagramsSent => _pathSent + probe.DatagramsSent;

    /// <inheritdoc/>
    public int DatagramsReceived => _pathReceived + probe.DatagramsReceived;

    /// <inheritdoc/>
    public TimeSpan WakeUp =>
        IsFinished ? TimeSpan.MaxValue
        : _probeStart is { } start ? Times.Earlier(path.WakeUp, Later(probe.WakeUp, start))
        : path.WakeUp;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        _lastStep = now;
        if (path.TryReceive(datagram, sender, now))
        {
            _pathReceived++;
        }
        else if (_probeStart is { } start && sender.Equals(_host))
        {
            probe.Receive(datagram, now - start);
        }

        Begin(now);
    }

    /// <inheritdoc/>
    void IDatagramConversation.Receive(ReadOnlySpan<byte> datagram, TimeSpan now) => throw new NotSupportedException();

    /// <summary>Adds what is known of the path to what the probe knows.</summary>
    /// <returns>The result; its counts and bytes are those of what was said to the host, its time begins with the path.</returns>
    public P2PProbeResult Complete(P2PProbeResult result) =>
        result.Status == P2PProbeStatus.Unknown && _probeStart is null
            ? new P2PProbeResult(result.EndPoint, P2PProbeStatus.NoResponse) { Path = path.Evidence, Elapsed = _lastStep }
            : result with
            {
                Path = result.Status == P2PProbeStatus.NoResponse ? WithFailure(path.Evidence) : path.Evidence,
                Elapsed = _probeStart.GetValueOrDefault() + result.Elapsed,
            };

    /// <inheritdoc/>
    public void PortUnreachable(TimeSpan now)
    {
        // A socket that is not connected does not learn whose port it was.
    }

    /// <inheritdoc/>
    public void Stop(TimeSpan now)
    {
        _lastStep = IsFinished ? _lastStep : now;
        _isStopped = true;
        if (_probeStart is { } start)
        {
            probe.Stop(now - start);
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        length = 0;
        if (IsFinished)
        {
            return false;
        }

        _lastStep = now;
        var isPath = path.TryWrite(now, buffer, out length, out var destination);
        if (isPath)
        {
            Destination = destination;
            _pathSent++;
            return true;
        }

        Begin(now);
        if (_probeStart is { } start && probe.TryWrite(now - start, buffer, out length))
        {
            Destination = _host!;
            return true;
        }

        return false;
    }

    private static TimeSpan Later(TimeSpan time, TimeSpan by) => time == TimeSpan.MaxValue ? time : time + by;

    private static P2PPathEvidence WithFailure(P2PPathEvidence evidence) =>
        evidence with
        {
            Failure = evidence is { SeenEndPoint: not null, IsPunched: false } ? P2PPathFailure.OtherPort : P2PPathFailure.Silence,
        };

    private void Begin(TimeSpan now)
    {
        if (_probeStart is null && path.Host is { } host)
        {
            _host = host;
            _probeStart = now;
        }
    }
}

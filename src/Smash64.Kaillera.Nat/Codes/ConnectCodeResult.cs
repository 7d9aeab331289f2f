using System.Globalization;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>What one probe of a connect code learned.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status">How the probe ended.</param>
/// <param name="Path">What was learned of the way: where the host is, whether it was heard, and what failed.</param>
/// <param name="Host">What the host said, or its silence; <see langword="null"/> where it was not talked to.</param>
public sealed record ConnectCodeResult(ConnectCode Code, ConnectCodeStatus Status, P2PPathEvidence Path, P2PProbeResult? Host)
{
    /// <summary>Gets where the host is, as the rendezvous told, or <see langword="null"/>. It is a player's address.</summary>
    public IPEndPoint? EndPoint => Path.EndPoint;

    /// <summary>Gets a value indicating whether a datagram of the host came through the hole that both sides punched.</summary>
    public bool IsPunched => Path.IsPunched;

    /// <summary>Gets a value indicating whether opponents can join by the code.</summary>
    public bool IsReachable => Status is ConnectCodeStatus.Reachable;

    /// <summary>Gets the time from a datagram to the host's answer, or <see langword="null"/> without one.</summary>
    public TimeSpan? RoundTripTime => Host?.RoundTripTime;

    /// <summary>Gets the time from the first question to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets one English sentence that says what the status rests on. It names no address.</summary>
    public string Reason =>
        Status switch
        {
            ConnectCodeStatus.Reachable => $"{Code} answered as a P2P host{After()}: opponents can join by the code.",
            ConnectCodeStatus.Busy => $"{Code} is busy: somebody joins it or plays with it.",
            ConnectCodeStatus.UnknownCode => $"The rendezvous does not know {Code}.",
            ConnectCodeStatus.Offline => $"{Code} is known, but nobody hosts with it now.",
            ConnectCodeStatus.RendezvousNotResponding when Path.Refusal is { } word => $"The rendezvous refused to look up {Code}: {word}.",
            ConnectCodeStatus.RendezvousNotResponding => "The rendezvous did not answer.",
            ConnectCodeStatus.NotReachable => WhyNotReachable(),
            _ => $"{Code} has not been looked up.",
        };

    internal static ConnectCodeResult From(ConnectCode code, P2PProbeResult probed)
    {
        var path = probed.Path!;
        var wasAsked = probed.DatagramsSent > 0;
        return new ConnectCodeResult(code, StatusOf(probed, path), path, wasAsked ? probed : null) { Elapsed = probed.Elapsed };
    }

    private static ConnectCodeStatus StatusOf(P2PProbeResult probed, P2PPathEvidence path) =>
        path.Failure switch
        {
            P2PPathFailure.NoAnswer or P2PPathFailure.Refused => ConnectCodeStatus.RendezvousNotResponding,
            P2PPathFailure.UnknownHost => ConnectCodeStatus.UnknownCode,
            P2PPathFailure.HostOffline => ConnectCodeStatus.Offline,
            P2PPathFailure.HostBusy => ConnectCodeStatus.Busy,
            P2PPathFailure.None when probed.Status is P2PProbeStatus.Responding => ConnectCodeStatus.Reachable,
            P2PPathFailure.None when probed.Status is P2PProbeStatus.Busy or P2PProbeStatus.Full => ConnectCodeStatus.Busy,
            _ => ConnectCodeStatus.NotReachable,
        };

    private string WhyNotReachable() =>
        Path.Failure switch
        {
            P2PPathFailure.OtherPort =>
                $"{Code} sends from another port than the rendezvous knows: its router gives each destination a port of its own, so "
                    + "opponents do not get through. Let the opponent host.",
            P2PPathFailure.UnfitAddress => $"The rendezvous named an address for {Code} that is not public; it was not asked.",
            P2PPathFailure.Silence =>
                $"The rendezvous knows {Code}, but nothing of its host came through: a firewall may keep it in, or its game is running.",
            _ when IsPunched => $"{Code} is heard, but does not answer as a P2P host.",
            _ => $"{Code} does not answer as a P2P host.",
        };

    private string After() =>
        RoundTripTime is { } time ? string.Create(CultureInfo.InvariantCulture, $" after {time.TotalMilliseconds:0.#} ms") : string.Empty;
}

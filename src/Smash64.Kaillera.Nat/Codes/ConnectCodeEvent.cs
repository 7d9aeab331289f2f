namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Something that happened to a session by which a game is hosted under a connect code.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Code">The code, where there is one.</param>
/// <param name="EndPoint">
/// The game's public end point (<see cref="ConnectCodeEventKind.Opened"/>) or the joiner's (<see cref="ConnectCodeEventKind.PeerComing"/>).
/// </param>
/// <param name="Refusal">The word by which the rendezvous refused, at most 32 characters.</param>
public sealed record ConnectCodeEvent(
    ConnectCodeEventKind Kind,
    ConnectCode? Code = null,
    IPEndPoint? EndPoint = null,
    string? Refusal = null
);

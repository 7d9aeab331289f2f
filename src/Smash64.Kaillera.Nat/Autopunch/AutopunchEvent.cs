namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>Something that happened to a session of Autopunch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="EndPoint">The peer that comes, where one does.</param>
public sealed record AutopunchEvent(AutopunchEventKind Kind, IPEndPoint? EndPoint = null);

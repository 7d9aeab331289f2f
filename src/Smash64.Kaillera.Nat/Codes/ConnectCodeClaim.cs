namespace Smash64.Kaillera.Nat.Codes;

/// <summary>A code that somebody keeps across sessions.</summary>
/// <param name="Code">The code.</param>
/// <param name="Owner">What proves whose it is: a secret of 128 bits, for nobody but its owner.</param>
/// <param name="LastUsed">When it was claimed or hosted with, to about an hour. It is given up 90 days later.</param>
public sealed record ConnectCodeClaim(ConnectCode Code, string Owner, DateTimeOffset LastUsed);

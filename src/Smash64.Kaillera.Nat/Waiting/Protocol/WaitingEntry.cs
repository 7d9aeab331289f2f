namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>A host that the list remembers.</summary>
/// <param name="host">Where he sends from.</param>
/// <param name="number">Counts up: his place in the list.</param>
internal sealed class WaitingEntry(IPEndPoint host, long number)
{
    public IPEndPoint Host { get; } = host;

    public long Number { get; } = number;

    public required WaitingGame Game { get; set; }

    /// <summary>Gets or sets a value indicating whether he is in the list, and has not left it.</summary>
    public bool IsListed { get; set; }

    /// <summary>Gets or sets a value indicating whether he has shown that datagrams reach him.</summary>
    public bool HasAnswered { get; set; }

    public TimeSpan LastHeard { get; set; }

    /// <summary>Gets or sets when his ping was asked for last; <see langword="null"/> if never.</summary>
    public TimeSpan? PingedAt { get; set; }

    public bool AwaitsAnswer { get; set; }
}

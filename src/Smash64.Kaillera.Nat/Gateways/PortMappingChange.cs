namespace Smash64.Kaillera.Nat;

/// <summary>What became of a mapping that is kept.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="ExternalEndPoint">The end point to share from now on.</param>
public sealed record PortMappingChange(PortMappingChangeKind Kind, IPEndPoint ExternalEndPoint)
{
    /// <summary>Gets why, in a sentence.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>What can become of a mapping.</summary>
public enum PortMappingChangeKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The lease was renewed; nothing else changed.</summary>
    Renewed,

    /// <summary>The router had forgotten it, or has another address or port now: it was made anew.</summary>
    MappedAnew,

    /// <summary>It could not be renewed; it is tried again.</summary>
    Lost,

    /// <summary>It was given back.</summary>
    GivenBack,
}

namespace Smash64.Kaillera.Nat;

/// <summary>How a NAT names one local port to different places (RFC 4787, 4.1).</summary>
public enum NatMapping
{
    /// <summary>Not known: fewer than two places answered.</summary>
    Unknown,

    /// <summary>The same to all: what one place sees can be told to another. Connect codes and Autopunch work with it.</summary>
    EndpointIndependent,

    /// <summary>
    /// Another one to each place, by its address or its address and port ("symmetric"): only the place itself knows it, so that punching
    /// works only towards a peer whose own NAT lets strangers in.
    /// </summary>
    Dependent,
}

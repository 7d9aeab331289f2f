namespace Smash64.Kaillera.Nat;

/// <summary>Why a port could not be opened.</summary>
public enum PortMappingError
{
    /// <summary>The router refused for a reason of its own: see <see cref="PortMappingException.Code"/>.</summary>
    Unknown,

    /// <summary>No router answered by any of the protocols: there is none, or it has them switched off.</summary>
    NoGateway,

    /// <summary>The port leads to another computer: see <see cref="PortMappingException.Entry"/>.</summary>
    Conflict,

    /// <summary>The router does not allow it.</summary>
    NotAuthorized,

    /// <summary>The router has no room, or no connection to the internet.</summary>
    NoResources,

    /// <summary>The router stopped answering.</summary>
    NoAnswer,
}

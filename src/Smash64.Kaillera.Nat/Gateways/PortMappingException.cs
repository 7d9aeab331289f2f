namespace Smash64.Kaillera.Nat;

/// <summary>A port could not be opened.</summary>
public sealed class PortMappingException : Exception
{
    /// <summary>Initializes an exception with a general message.</summary>
    public PortMappingException()
        : this("The port could not be opened.") { }

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong, for people.</param>
    public PortMappingException(string? message)
        : base(message) { }

    /// <summary>Initializes an exception with its cause.</summary>
    /// <param name="message">What went wrong, for people.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public PortMappingException(string? message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>Gets why.</summary>
    public PortMappingError Error { get; init; }

    /// <summary>Gets who refused, or <see cref="GatewayProtocol.Unknown"/> where nobody was asked.</summary>
    public GatewayProtocol Protocol { get; init; }

    /// <summary>Gets the protocol's number for it, such as UPnP's 718; <see langword="null"/> without one.</summary>
    public int? Code { get; init; }

    /// <summary>Gets who has the port, where that is known.</summary>
    public PortMappingEntry? Entry { get; init; }
}

using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>Something that happened at a <see cref="KailleraPracticeServer"/>.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="EndPoint">Who did it: the address that the datagram came from.</param>
public sealed record KailleraPracticeServerEvent(KailleraPracticeServerEventKind Kind, IPEndPoint EndPoint)
{
    /// <summary>Gets the user's number, or 0 when he has none.</summary>
    public int UserId { get; init; }

    /// <summary>Gets the user's name, or <see langword="null"/> when he has not told it yet.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? UserName { get; init; }

    /// <summary>Gets the user's emulator, or <see langword="null"/> when he has not told it yet.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? Emulator { get; init; }

    /// <summary>Gets the name of the game it is about, or <see langword="null"/> for other events.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? Game { get; init; }

    /// <summary>Gets the line that was said or the reason that was given, or <see langword="null"/> for other events.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? Text { get; init; }

    /// <summary>Gets a value indicating whether a user left because nothing was heard of him any more.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Gets a value indicating whether a user was sent away because the server ended.</summary>
    public bool ServerClosed { get; init; }
}

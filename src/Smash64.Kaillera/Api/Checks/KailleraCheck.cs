using System.Net;

namespace Smash64.Kaillera.Api;

/// <summary>A check of a P2P host as a checker service shows it: under way, or done.</summary>
/// <remarks>
/// Texts come from the service or from the host's player: characters that steer a terminal are replaced by U+FFFD. Escape them before
/// they go into a page.
/// </remarks>
public sealed record KailleraCheck
{
    /// <summary>Initializes a check of an address.</summary>
    /// <param name="id">What the service knows it by.</param>
    /// <param name="target">Which host is asked.</param>
    /// <param name="vantage">From where.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public KailleraCheck(string id, IPEndPoint target, KailleraVantage vantage)
        : this(id, vantage)
    {
        ArgumentNullException.ThrowIfNull(target);

        Target = target;
    }

    /// <summary>Initializes a check of a connect code.</summary>
    /// <param name="id">What the service knows it by.</param>
    /// <param name="code">Which code is looked up.</param>
    /// <param name="vantage">From where.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public KailleraCheck(string id, string code, KailleraVantage vantage)
        : this(id, vantage)
    {
        ArgumentNullException.ThrowIfNull(code);

        Code = code;
    }

    private KailleraCheck(string id, KailleraVantage vantage)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(vantage);

        Id = id;
        Vantage = vantage;
    }

    /// <summary>Gets what the service knows it by: a secret of 128 bits, since whoever has it may read the check.</summary>
    public string Id { get; }

    /// <summary>Gets which host is asked; for <see cref="P2PCheckRequest.Self"/> the address that the service saw.</summary>
    /// <value><see langword="null"/> for a <see cref="Code"/>, whose host's address the service keeps to itself.</value>
    public IPEndPoint? Target { get; }

    /// <summary>Gets the connect code that is looked up, or <see langword="null"/> for a <see cref="Target"/>.</summary>
    public string? Code { get; }

    /// <summary>Gets the place on the internet from which the host is asked.</summary>
    public KailleraVantage Vantage { get; }

    /// <summary>Gets a value indicating whether the target is the address that the call came from.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Gets a value indicating whether this is another caller's check of the same host, under way or some seconds old.</summary>
    public bool IsShared { get; init; }

    /// <summary>Gets what was found, or <see langword="null"/> while the check is under way.</summary>
    public KailleraCheckResult? Result { get; init; }
}

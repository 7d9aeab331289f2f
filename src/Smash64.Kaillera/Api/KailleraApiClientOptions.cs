using System.Globalization;

namespace Smash64.Kaillera.Api;

/// <summary>
/// Settings of a <see cref="KailleraApiClient"/>. They are checked and copied when the client is created.
/// </summary>
public sealed class KailleraApiClientOptions
{
    /// <summary>The longest a call may be told to take: five minutes.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait between tries, unless the service asks for one: 30 seconds.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of UTF-8 that an origin (<see cref="Via"/>) may have: 177.</summary>
    /// <remarks>
    /// The original service puts the origin into one chat line together with the caller's address, and where that line
    /// grows too long it leaves the host occupied and says that it does not respond. With an IPv6 caller's 39
    /// characters, 177 bytes just fit. Source: the longest line that passed in recorded exchanges (216 bytes for
    /// address and origin).
    /// </remarks>
    public const int MaxViaLength = 177;

    private const int MostRetries = 10;
    private const int MinLength = 1024;
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Gets the address of the service that the P2P hosting page calls.</summary>
    public static Uri DefaultBaseAddress { get; } = new("https://api.smash64.online/");

    /// <summary>Gets or sets what stands before <c>kaillera/get-ip</c> in the service's addresses.</summary>
    /// <value>
    /// An absolute <c>http</c> or <c>https</c> address without user name, query and fragment. A path is kept, whether
    /// or not it ends in a slash, or in <c>/kaillera</c> itself. The default is <see cref="DefaultBaseAddress"/>.
    /// </value>
    /// <remarks>
    /// Not used when the <see cref="HttpClient"/> has a <see cref="HttpClient.BaseAddress"/> of its own.
    /// </remarks>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>Gets or sets how long a call may take, all tries and the waits between them included.</summary>
    /// <value>
    /// More than zero and at most <see cref="MaxTimeout"/> (five minutes). The default is 15 seconds: the original may
    /// take up to eight for a host that answers slowly.
    /// </value>
    /// <remarks><see cref="HttpClient.Timeout"/>, 100 seconds unless set, limits each try on top of that.</remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how often a call that may safely be repeated is repeated after a passing fault.</summary>
    /// <value>0 (never) to 10. The default is 2, so three tries in all.</value>
    /// <remarks>
    /// Only <see cref="IKailleraApiClient.GetIPAsync"/> is ever repeated, after a connection fault or the statuses
    /// 408, 429 and 5xx. The checks make the service send datagrams to somebody, so each goes out once.
    /// </remarks>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// Gets or sets the wait before the first repeat. It doubles with each further one up to
    /// <see cref="MaxRetryDelay"/>, more or less by chance.
    /// </summary>
    /// <value>Zero to <see cref="MaxRetryDelay"/> (30 seconds). The default is 200 milliseconds.</value>
    /// <remarks>
    /// Where the service says how long to wait (<c>Retry-After</c>), that holds instead; where <see cref="Timeout"/>
    /// leaves no time for it, the call ends at once.
    /// </remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets or sets the longest answer that is read, in bytes after decompression.</summary>
    /// <value>1,024 to 16,777,216 (16 MiB). The default is 65,536 (64 KiB).</value>
    public int MaxResponseLength { get; set; } = 64 * 1024;

    /// <summary>
    /// Gets or sets the origin that the service names in the host's chat, for requests without their own.
    /// </summary>
    /// <value>
    /// <see langword="null"/> (the default) to name none, or a text by the rule of <see cref="P2PCheckRequest.Via"/>.
    /// </value>
    public string? Via { get; set; }

    /// <summary>Gets or sets a value indicating whether checked addresses are kept out of logs.</summary>
    /// <value>The default is <see langword="false"/>: logs name the host or server that was asked about.</value>
    public bool HideAddresses { get; set; }

    internal static string? FindBaseAddressError(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true } || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return $"{nameof(BaseAddress)} must be an absolute http or https address; it is \"{address}\".";
        }

        return address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0
            ? $"{nameof(BaseAddress)} must not have a user name, query or fragment."
            : null;
    }

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            FindBaseAddressError(BaseAddress),
            OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "five minutes"),
            MaxRetries is >= 0 and <= MostRetries
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{nameof(MaxRetries)} must be 0 (never) to {MostRetries}; it is {MaxRetries}."
                ),
            RetryDelay >= TimeSpan.Zero && RetryDelay <= MaxRetryDelay
                ? null
                : $"{nameof(RetryDelay)} must be zero to 30 seconds; it is {RetryDelay}.",
            OptionRules.Count(nameof(MaxResponseLength), MaxResponseLength, MinLength, MaxLength),
            ApiInput.FindViaError(Via) is { } viaError ? $"{nameof(Via)} {viaError}" : null
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraApiClientOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (KailleraApiClientOptions)MemberwiseClone();
    }
}

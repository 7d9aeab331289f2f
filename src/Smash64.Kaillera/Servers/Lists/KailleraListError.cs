namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Why a list could not be read.</summary>
public enum KailleraListError
{
    /// <summary>Nothing is known about the reason.</summary>
    Unknown,

    /// <summary>The server of the list could not be reached, or the answer broke off.</summary>
    Unreachable,

    /// <summary>The server of the list answered with an HTTP status other than 2xx.</summary>
    HttpStatus,

    /// <summary>The list did not come within <see cref="KailleraServerListOptions.Timeout"/>.</summary>
    Timeout,

    /// <summary>The list is longer than <see cref="KailleraServerListOptions.MaxResponseLength"/>.</summary>
    TooLarge,

    /// <summary>The answer's compression is damaged.</summary>
    Damaged,
}

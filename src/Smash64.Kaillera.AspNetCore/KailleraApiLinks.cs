namespace Smash64.Kaillera.AspNetCore;

/// <summary>Where the service sends its users for help.</summary>
public sealed class KailleraApiLinks
{
    /// <summary>Gets or sets where players help each other, or <see langword="null"/> for nowhere.</summary>
    /// <value>An absolute http or https address. The default is the community's Discord.</value>
    public Uri? Community { get; set; } = new("https://discord.gg/ssb64");

    /// <summary>Gets or sets a site that tells a player's address when this service can't, or <see langword="null"/> for none.</summary>
    /// <value>An absolute http or https address. The default is the one of the original page.</value>
    public Uri? AddressLookup { get; set; } = new("https://whatismyipaddress.com");

    /// <summary>Gets or sets where players get the program that finds out why they can't be reached, or <see langword="null"/> for nowhere.</summary>
    /// <value>An absolute http or https address, such as that of its releases. The default is <see langword="null"/>.</value>
    public Uri? Tool { get; set; }
}

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Where the service looks from, as its users read it.</summary>
public sealed class KailleraApiVantage
{
    /// <summary>Gets or sets a short name.</summary>
    /// <value>Not empty, at most 60 characters. The default is <c>self-hosted</c>; a public service says <c>us-east-1</c> or so.</value>
    public string Name { get; set; } = "self-hosted";

    /// <summary>Gets or sets the place, as in "responded from …".</summary>
    /// <value>Not empty, at most 60 characters. The default is <c>this server</c>.</value>
    public string Place { get; set; } = "this server";
}

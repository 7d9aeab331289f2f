namespace Smash64.Kaillera.Web.Servers;

/// <summary>Settings of the list on the Server status page: the section <c>ServerStatus</c>.</summary>
internal sealed class ServerStatusOptions
{
    /// <summary>Gets or sets the file with the servers, in the public lists' format. Empty for none.</summary>
    /// <value>A path, absolute or from the content root. The default is <c>servers.txt</c>.</value>
    public string ListFile { get; set; } = "servers.txt";
}

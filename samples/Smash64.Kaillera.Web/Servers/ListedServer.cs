using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Web.Servers;

/// <summary>A server on the list.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Host">Its IPv4 address or host name, as the list writes it.</param>
/// <param name="Port">The port of its doorway.</param>
/// <param name="Address">
/// The IPv4 address to ask. The service looks up no names, because strangers could type any; these are its operator's.
/// </param>
/// <param name="Location">Where it stands, in its operator's words.</param>
/// <param name="Version">Its program's version.</param>
/// <param name="Users">How many users it had when the list was written.</param>
/// <param name="MaxUsers">How many it lets in.</param>
/// <param name="Games">How many games it had when the list was written.</param>
internal sealed record ListedServer(
    string Name,
    string Host,
    int Port,
    string Address,
    string Location,
    string Version,
    int Users,
    int MaxUsers,
    int Games
)
{
    public static ListedServer Of(KailleraServerEntry entry) =>
        new(
            entry.Name,
            entry.Host,
            entry.Port,
            entry.EndPoint!.Address.ToString(),
            entry.Location,
            entry.Version,
            entry.Users,
            entry.MaxUsers,
            entry.Games
        );
}

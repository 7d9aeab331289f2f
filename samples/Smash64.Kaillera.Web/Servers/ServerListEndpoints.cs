namespace Smash64.Kaillera.Web.Servers;

/// <summary>The list for the Server status page. What they answer is the service's to tell.</summary>
internal static class ServerListEndpoints
{
    public static void MapServerList(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/server-list", (ServerListFile file, CancellationToken cancellationToken) => file.ReadAsync(cancellationToken))
            .ExcludeFromDescription();
}
